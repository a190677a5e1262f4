public import FoundationEssentials

/// One request that reached the simulator, and what became of it.
public struct RequestRecord: Sendable {
    /// What a request was for.
    public enum Subject: Sendable, Hashable {
        /// An operation of the Model Studio API.
        case api(APIEndpoint)
        /// An object of the result bucket, by its key.
        case object(String)
        /// Anything else.
        case other
    }

    /// Numbers requests in the order they came, from 1.
    public var id: Int
    /// The method, in capitals.
    public var method: String
    /// The percent-encoded path.
    public var path: String
    /// The names in the query, without values: signatures stay out of test output.
    public var queryNames: [String]
    /// The header fields, names in lower case.
    public var headers: [String: String]
    /// What it was for.
    public var subject: Subject
    /// The client's port, which tells its connections apart.
    public var connection: UInt16
    /// When its head was read.
    public var time: Date
    /// The status of the answer; 0: none was sent.
    public var status = 0
    /// How many bytes of the body the connection took so far.
    public var bytesSent: Int64 = 0
    /// When the body ended as it was planned, cuts included; `nil`: it is under way or the client went away.
    public var end: Date?

    /// Whether the body ended as it was planned.
    public var isFinished: Bool { end != nil }

    /// The `Range` field.
    public var range: String? { headers["range"] }
}
