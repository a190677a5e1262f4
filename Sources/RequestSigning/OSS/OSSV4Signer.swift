import Redaction

/// Signs requests with Alibaba OSS Signature Version 4.
///
/// Pure: the time comes from outside, so a retry is signed again with a fresh one.
public struct OSSV4Signer: Sendable {
    /// What to sign with.
    public let credentials: SigningCredentials
    /// The region of the scope, without `oss-`: such as `cn-hangzhou`, or the box of a CloudBox.
    public let region: String
    /// The product of the scope: `oss`, or `oss-cloudbox` for a CloudBox.
    public let product: String

    /// Takes credentials and the scope they are used for.
    public init(credentials: SigningCredentials, region: String, product: String = "oss") {
        self.credentials = credentials
        self.region = region
        self.product = product
    }

    /// Signs by the `Authorization` header (Alibaba Cloud OSS, "Include a V4 signature in the header").
    /// - Parameters:
    ///   - request: what will be sent. Fields this method gives replace those of the same name; the body is not signed.
    ///   - resource: `/bucket/key`, `/bucket/` or `/`, percent-encoded once (``PercentEncoding/path(_:)``). The bucket
    ///     stands here also where it is part of the host, or where the host is a domain of its own.
    ///   - additionalHeaders: names of fields to sign beyond `content-type`, `content-md5` and `x-oss-*`, such as
    ///     `host`. Those that the request does not have are left out.
    ///   - time: the current time; OSS refuses one that is more than 15 minutes off.
    public func sign(
        _ request: RequestHead, resource: String, additionalHeaders: [String] = [], at time: SigningTime
    ) -> RequestSignature {
        var fields = [("x-oss-date", time.timestamp), ("x-oss-content-sha256", PayloadHash.unsigned.literal)]
        if let token = credentials.sessionToken { fields.append(("x-oss-security-token", token.reveal())) }
        let headers = request.sentHeaders(with: fields)
        let additional = AdditionalHeaders(additionalHeaders, among: headers)
        let canonical = OSSCanonicalRequest(
            method: request.method, resource: resource, query: request.query, headers: headers, additional: additional)
        let scope = scope(at: time)
        let signature = scope.signature(of: canonical.hash, secret: credentials.secretAccessKey)
        var parts = ["\(scope.dialect.algorithm) Credential=\(credentials.accessKeyID)/\(scope.text)"]
        if let names = additional.text { parts.append("AdditionalHeaders=\(names)") }
        parts.append("Signature=\(signature)")
        return RequestSignature(fields: fields + [("Authorization", parts.joined(separator: ","))], seed: signature)
    }

    func scope(at time: SigningTime) -> CredentialScope {
        CredentialScope(dialect: .oss, time: time, region: region, service: product)
    }
}
