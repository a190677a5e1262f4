public import TestServers

/// How often connections go wrong on the ways to the three services.
public struct LaneChances: Sendable, Equatable {
    /// To Model Studio.
    public var studio = ConnectionChances(
        refused: 0.02, reset: 0.02, cut: 0.02, stalled: 0.01, late: 0.05, span: 4 << 10)
    /// To where videos come from. Nothing is garbled: that may take the checksum's own header field away, and over plain
    /// HTTP nothing tells of it then. Videos get wrong bytes by ``SourceTroubles``.
    public var source = ConnectionChances(
        refused: 0.02, reset: 0.04, cut: 0.04, stalled: 0.02, trickle: 0.01, late: 0.05)
    /// To where they go to. Nothing is garbled: a request whose signature does not fit is refused, and so are the
    /// credentials then.
    public var storage = ConnectionChances(
        refused: 0.02, reset: 0.04, cut: 0.04, stalled: 0.02, trickle: 0.01, late: 0.05)
}
