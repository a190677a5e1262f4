import Redaction
import WireFormats

extension SigV4Signer {
    /// How many seconds a presigned URL may live: at most seven days.
    public static let presignedLifetimes = 1...604_800

    /// Signs by the query, for a URL that works without further headers (Amazon S3 API Reference, "Authenticating
    /// Requests: Using Query Parameters").
    /// - Parameters:
    ///   - request: what the URL is for. Whoever uses the URL has to send its `headers` as given.
    ///   - expires: seconds the URL lives, one of ``presignedLifetimes``; it dies earlier with temporary credentials.
    ///   - time: the moment from which `expires` counts.
    /// - Returns: the encoded query string, `X-Amz-Signature` last.
    /// - Throws: ``PresigningError`` for a lifetime out of range.
    public func presign(
        _ request: RequestHead, expires: Int, at time: SigningTime
    ) throws(PresigningError) -> String {
        guard Self.presignedLifetimes.contains(expires) else { throw .lifetimeOutOfRange(seconds: expires) }
        let scope = scope(at: time)
        let headers = request.sentHeaders()
        var query =
            request.query + [
                ("X-Amz-Algorithm", scope.dialect.algorithm),
                ("X-Amz-Credential", "\(credentials.accessKeyID)/\(scope.text)"),
                ("X-Amz-Date", time.timestamp),
                ("X-Amz-Expires", String(expires)),
                ("X-Amz-SignedHeaders", CanonicalHeaders(headers).signedNames),
            ]
        if let token = credentials.sessionToken { query.append(("X-Amz-Security-Token", token.reveal())) }
        let canonical = CanonicalRequest(
            method: request.method, encodedPath: request.encodedPath, query: query, headers: headers,
            payload: .unsigned)
        let signature = scope.signature(of: canonical.hash, secret: credentials.secretAccessKey)
        return "\(PercentEncoding.query(query))&X-Amz-Signature=\(signature)"
    }
}
