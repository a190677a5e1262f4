/// The outcome of signing a request by header.
public struct RequestSignature: Sendable {
    /// The fields to send with the request: `x-amz-date`, `x-amz-content-sha256`, `x-amz-security-token` with temporary
    /// credentials, `Authorization`. Each replaces a field of the same name.
    public let fields: [(String, String)]
    /// The signature, lower-case hexadecimal; the first chunk of a signed aws-chunked body is chained to it.
    public let seed: String
}
