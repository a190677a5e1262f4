/// What curl got from a server.
public struct CurlReply: Sendable {
    /// curl's exit status; 0: all went well, 18: the body was cut, 28: too late, 52: no answer.
    public var exit: CInt
    /// The HTTP status; 0 without an answer.
    public var status: Int
    /// The header fields, names in lower case.
    public var headers: [String: String]
    /// The body as far as it came.
    public var body: [UInt8]

    /// The body as text.
    public var text: String { String(decoding: body, as: UTF8.self) }
}
