/// What goes wrong with a request to the API.
public enum APIFault: Sendable, Equatable {
    /// This status with a flat error body (an XML one for ``APIEndpoint/upload``); nothing is done.
    case status(Int, code: String, message: String = "Simulated failure.")
    /// This status with an HTML page, as a gateway sends it; nothing is done.
    case htmlPage(status: Int)
    /// The connection is closed without an answer; nothing is done.
    case noReply
    /// The request is carried out, then the connection is closed without an answer.
    case lostReply
    /// The request is carried out; the body is not JSON.
    case invalidJSON
    /// The request is carried out; `Content-Length` is wrong by this many bytes, and the connection is closed after the
    /// body.
    case contentLength(off: Int64)
    /// The request is carried out; the connection is closed after this many bytes of the body.
    case cut(after: Int64)
    /// The request is carried out; the connection is closed after half of the body.
    case cutInHalf
    /// The request is carried out; nothing comes after this many bytes of the body, until
    /// ``ModelStudioSimulator/releaseStalls()``.
    case stall(after: Int64)
    /// The request is carried out; the answer comes after this pause.
    case delay(Duration)
}
