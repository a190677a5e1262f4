/// What a bucket server has been asked for since its start, or since its log was cleared.
public struct ServerReport: Decodable, Sendable {
    /// The requests in the order in which they came.
    public var requests: [ServerRequest]
    /// How many requests of an action are under way.
    public var active: [String: Int]
    /// How many requests of an action were under way at once, at most.
    public var peaks: [String: Int]

    /// The requests for one operation.
    public func requests(_ action: String) -> [ServerRequest] { requests.filter { $0.action == action } }
}
