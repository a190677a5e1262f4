import FoundationEssentials

/// An answer, before it is put on the wire.
struct Reply: Sendable {
    var status: Int
    var headers: [(name: String, value: String)] = []
    /// `nil`: the connection is closed without an answer.
    var body: BodyPlan?
    /// The pause before anything is sent.
    var delay = Duration.zero

    /// An answer with these bytes; `Content-Length` is theirs.
    static func bytes(
        _ status: Int, contentType: String, _ bytes: Data, headers: [(name: String, value: String)] = []
    ) -> Reply {
        Reply(
            status: status, headers: headers + [("Content-Type", contentType)],
            body: BodyPlan(source: BytesInMemory(bytes)))
    }

    /// The connection is closed without an answer.
    static let noReply = Reply(status: 0, body: nil)
}
