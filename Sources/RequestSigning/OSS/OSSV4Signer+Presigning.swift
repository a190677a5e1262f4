import Redaction
import WireFormats

extension OSSV4Signer {
    /// How many seconds a presigned URL may live: at most seven days.
    public static let presignedLifetimes = 1...604_800

    /// Signs by the query, for a URL that works without further headers (Alibaba Cloud OSS, "Include a V4 signature in a
    /// URL").
    /// - Parameters:
    ///   - request: what the URL is for. Whoever uses the URL has to send as given what is signed of its `headers`.
    ///   - resource: as for ``sign(_:resource:additionalHeaders:at:)``.
    ///   - expires: seconds the URL lives, one of ``presignedLifetimes``; it dies earlier with temporary credentials.
    ///   - additionalHeaders: as for ``sign(_:resource:additionalHeaders:at:)``.
    ///   - time: the moment from which `expires` counts.
    /// - Returns: the encoded query string, `x-oss-signature` last.
    /// - Throws: ``PresigningError`` for a lifetime out of range.
    public func presign(
        _ request: RequestHead, resource: String, expires: Int, additionalHeaders: [String] = [], at time: SigningTime
    ) throws(PresigningError) -> String {
        guard Self.presignedLifetimes.contains(expires) else { throw .lifetimeOutOfRange(seconds: expires) }
        let scope = scope(at: time)
        let headers = request.sentHeaders()
        let additional = AdditionalHeaders(additionalHeaders, among: headers)
        var query =
            request.query + [
                ("x-oss-signature-version", scope.dialect.algorithm),
                ("x-oss-credential", "\(credentials.accessKeyID)/\(scope.text)"),
                ("x-oss-date", time.timestamp),
                ("x-oss-expires", String(expires)),
            ]
        if let token = credentials.sessionToken { query.append(("x-oss-security-token", token.reveal())) }
        if let names = additional.text { query.append(("x-oss-additional-headers", names)) }
        let canonical = OSSCanonicalRequest(
            method: request.method, resource: resource, query: query, headers: headers, additional: additional)
        let signature = scope.signature(of: canonical.hash, secret: credentials.secretAccessKey)
        return "\(PercentEncoding.query(query, bareNames: true))&x-oss-signature=\(signature)"
    }
}
