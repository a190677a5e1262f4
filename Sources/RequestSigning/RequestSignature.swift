/// The outcome of signing a request by header.
public struct RequestSignature: Sendable {
    /// The fields to send with the request, each in place of a field of the same name: the date, what is said about the
    /// body, the token of temporary credentials (`x-amz-date`, `x-amz-content-sha256`, `x-amz-security-token`, or the
    /// same with `x-oss-`), and `Authorization`.
    public let fields: [(String, String)]
    /// The signature, lower-case hexadecimal; the first chunk of a signed aws-chunked body is chained to it.
    public let seed: String
}
