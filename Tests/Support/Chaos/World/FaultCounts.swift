/// How often something went wrong on which side.
public struct FaultCounts: Sendable, Equatable {
    /// At Model Studio.
    public var studio: Int
    /// Where videos come from.
    public var source: Int
    /// Where they go to.
    public var storage: Int
    /// On the way to any of them.
    public var connections: Int
}
