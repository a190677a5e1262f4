import Digests
public import Redaction
import WireFormats

/// Alibaba OSS Signature Version 1, the one of Model Studio's result URLs. It serves to check and to imitate them;
/// keepreel's own requests never carry it (Alibaba Cloud OSS, "Include a V1 signature in the Authorization header" and
/// "Add a V1 signature to a URL").
public enum OSSV1 {
    /// The signature: base64 of an HMAC-SHA-1.
    /// - Parameters:
    ///   - secret: the access key secret.
    ///   - method: in capitals.
    ///   - contentMD5: the `Content-MD5` field, empty without one.
    ///   - contentType: the `Content-Type` field, empty without one.
    ///   - dateOrExpires: the `x-oss-date` or else the `Date` field; for a URL the Unix time at which it expires.
    ///   - ossHeaders: all fields whose names begin with `x-oss-`, in any case and order.
    ///   - resource: bucket, key and signed sub-resources (``resource(bucket:key:query:)``).
    public static func signature(
        secret: Secret, method: String, contentMD5: String = "", contentType: String = "", dateOrExpires: String,
        ossHeaders: [(String, String)] = [], resource: String
    ) -> String {
        let headers = ossHeaders.map { ($0.0.lowercased(), $0.1) }
            .sorted { $0.0 < $1.0 }
            .map { "\($0.0):\(CanonicalHeaders.trimmed($0.1))\n" }
            .joined()
        let text = [method, contentMD5, contentType, dateOrExpires, headers + resource].joined(separator: "\n")
        return base64(HMAC.sha1(key: Array(secret.reveal().utf8), Array(text.utf8)))
    }

    /// The resource as it is signed: `/bucket/key?sub=value`, nothing encoded.
    /// - Parameters:
    ///   - bucket: the bucket's name, also where the host is a domain of its own.
    ///   - key: the object's key without leading slash, not encoded; empty for the bucket.
    ///   - query: all query names and values, not encoded; those that are no sub-resource are left out.
    public static func resource(bucket: String, key: String, query: [(String, String)] = []) -> String {
        let subresources = query.filter { isSubresource($0.0) }
            .sorted { $0 < $1 }
            .map { $0.1.isEmpty ? $0.0 : "\($0.0)=\($0.1)" }
        let path = "/\(bucket)/\(key)"
        return subresources.isEmpty ? path : "\(path)?\(subresources.joined(separator: "&"))"
    }

    /// The encoded query string of a signed URL: `query`, `OSSAccessKeyId`, `Expires`, `Signature`, and
    /// `security-token` with temporary credentials.
    /// - Parameters:
    ///   - credentials: what to sign with.
    ///   - method: the method the URL is for, in capitals.
    ///   - bucket: the bucket's name.
    ///   - key: the object's key, not encoded.
    ///   - query: further names and values, not encoded.
    ///   - expires: the Unix time in seconds at which the URL dies.
    public static func queryString(
        credentials: SigningCredentials, method: String, bucket: String, key: String,
        query: [(String, String)] = [], expires: Int64
    ) -> String {
        var query = query
        if let token = credentials.sessionToken { query.append(("security-token", token.reveal())) }
        let signature = signature(
            secret: credentials.secretAccessKey, method: method, dateOrExpires: String(expires),
            resource: resource(bucket: bucket, key: key, query: query))
        return PercentEncoding.query(
            query + [
                ("OSSAccessKeyId", credentials.accessKeyID), ("Expires", String(expires)), ("Signature", signature),
            ])
    }
}
