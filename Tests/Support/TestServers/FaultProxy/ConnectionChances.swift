import SeededRandom

/// How often connections go wrong by chance: shares from 0 to 1, together at most 1.
public struct ConnectionChances: Sendable, Equatable {
    /// ``ConnectionFault/refused``
    public var refused: Double
    /// ``ConnectionFault/reset(_:after:)``
    public var reset: Double
    /// ``ConnectionFault/cut(_:after:)``
    public var cut: Double
    /// ``ConnectionFault/stalled(_:after:)``
    public var stalled: Double
    /// ``ConnectionFault/trickle(_:after:every:)``, with a byte a second.
    public var trickle: Double
    /// ``ConnectionFault/late(_:)``, by half a second.
    public var late: Double
    /// ``ConnectionFault/inverted(_:at:)``, ``ConnectionFault/repeated(_:at:count:)`` or
    /// ``ConnectionFault/swapped(_:at:count:)``
    public var garbled: Double
    /// Faults come before this many bytes of a connection; small numbers are as likely as large ones.
    public var span: Int64

    /// Describes the shares.
    public init(
        refused: Double = 0, reset: Double = 0, cut: Double = 0, stalled: Double = 0, trickle: Double = 0,
        late: Double = 0, garbled: Double = 0, span: Int64 = 1 << 20
    ) {
        self.refused = refused
        self.reset = reset
        self.cut = cut
        self.stalled = stalled
        self.trickle = trickle
        self.late = late
        self.garbled = garbled
        self.span = span
    }

    /// What a seed has for the connection of this number.
    func fault(seed: UInt64, connection: UInt64) -> ConnectionFault? {
        // Seeds of neighbors may not share numbers of neighboring connections.
        var seeds = SeededGenerator(seed: seed)
        var generator = SeededGenerator(seed: seeds.next() ^ connection)
        let way = Bool.random(using: &generator) ? ConnectionFault.Way.request : .reply
        let place = Self.place(below: span, &generator)
        let faults: [(share: Double, fault: ConnectionFault)] = [
            (refused, .refused), (reset, .reset(way, after: place)), (cut, .cut(way, after: place)),
            (stalled, .stalled(way, after: place)), (trickle, .trickle(way, after: place, every: .seconds(1))),
            (late, .late(.milliseconds(500))), (garbled / 3, .inverted(way, at: place)),
            (garbled / 3, .repeated(way, at: place, count: 100)), (garbled / 3, .swapped(way, at: place, count: 100)),
        ]
        var rest = Double.random(in: 0..<1, using: &generator)
        for (share, fault) in faults {
            if rest < share { return fault }
            rest -= share
        }
        return nil
    }

    /// First an order of magnitude, then a number of it.
    private static func place(below span: Int64, _ generator: inout SeededGenerator) -> Int64 {
        let bits = Int64.bitWidth - max(1, span).leadingZeroBitCount
        let limit = Int64(1) << Int64.random(in: 0...Int64(bits - 1), using: &generator)
        return Int64.random(in: 0..<min(limit * 2, max(1, span)), using: &generator)
    }
}
