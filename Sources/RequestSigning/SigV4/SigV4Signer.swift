import Redaction

/// Signs requests with AWS Signature Version 4 as Amazon S3 and its kin want it.
///
/// Pure: the time comes from outside, so a retry is signed again with a fresh one.
public struct SigV4Signer: Sendable {
    /// What to sign with.
    public let credentials: SigningCredentials
    /// The region of the scope, such as `eu-central-1`.
    public let region: String
    /// The service of the scope.
    public let service: String

    /// Takes credentials and the scope they are used for.
    public init(credentials: SigningCredentials, region: String, service: String = "s3") {
        self.credentials = credentials
        self.region = region
        self.service = service
    }

    /// Signs by the `Authorization` header (Amazon S3 API Reference, "Signature Calculations for the Authorization
    /// Header").
    /// - Parameters:
    ///   - request: what will be sent. Fields this method gives replace those of the same name.
    ///   - payload: what is said about the body.
    ///   - time: the current time; services refuse one that is more than 15 minutes off.
    public func sign(_ request: RequestHead, payload: PayloadHash, at time: SigningTime) -> RequestSignature {
        var fields = [("x-amz-date", time.timestamp), ("x-amz-content-sha256", payload.literal)]
        if let token = credentials.sessionToken { fields.append(("x-amz-security-token", token.reveal())) }
        let canonical = CanonicalRequest(
            method: request.method, encodedPath: request.encodedPath, query: request.query,
            headers: request.sentHeaders(with: fields), payload: payload)
        let scope = scope(at: time)
        let signature = scope.signature(of: canonical.hash, secret: credentials.secretAccessKey)
        let authorization = [
            "\(scope.dialect.algorithm) Credential=\(credentials.accessKeyID)/\(scope.text)",
            "SignedHeaders=\(canonical.signedHeaders)",
            "Signature=\(signature)",
        ].joined(separator: ", ")
        return RequestSignature(fields: fields + [("Authorization", authorization)], seed: signature)
    }

    /// The signer of the chunks that follow a request signed at that time with ``PayloadHash/streaming`` or
    /// ``PayloadHash/streamingTrailer``.
    /// - Parameters:
    ///   - seed: the signature of the request (``RequestSignature/seed``).
    ///   - time: the time the request was signed for.
    public func chunkSigner(seed: String, at time: SigningTime) -> ChunkSigner {
        let scope = scope(at: time)
        return ChunkSigner(
            key: scope.signingKey(credentials.secretAccessKey), timestamp: time.timestamp, scope: scope.text, seed: seed
        )
    }

    func scope(at time: SigningTime) -> CredentialScope {
        CredentialScope(dialect: .aws, time: time, region: region, service: service)
    }
}
