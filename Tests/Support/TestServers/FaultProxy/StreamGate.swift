/// Says how many bytes of one way of a connection may go on at a moment, as its fault has it.
struct StreamGate {
    /// What becomes of bytes that are there.
    enum Opening: Equatable {
        /// So many of them may go on.
        case bytes(Int)
        /// None goes on before this moment.
        case until(ContinuousClock.Instant)
        /// None ever goes on.
        case never
        /// The connection is reset.
        case reset
        /// The connection is ended.
        case cut
    }

    private let fault: ConnectionFault?
    /// Bytes that went on so far.
    private var passed: Int64 = 0
    private var due: ContinuousClock.Instant?

    init(_ fault: ConnectionFault?) { self.fault = fault }

    /// - Parameter count: bytes that are there, 1 or more.
    mutating func opening(for count: Int, now: ContinuousClock.Instant) -> Opening {
        switch fault {
        case .reset(_, let limit): allowed(count, upTo: limit) ?? .reset
        case .cut(_, let limit): allowed(count, upTo: limit) ?? .cut
        case .stalled(_, let limit): allowed(count, upTo: limit) ?? .never
        case .trickle(_, let limit, let pause): allowed(count, upTo: limit) ?? wait(pause, now: now, thenBytes: 1)
        case .late(let pause): passed > 0 ? .bytes(count) : wait(pause, now: now, thenBytes: count)
        case .refused, .inverted, .repeated, .swapped, nil: .bytes(count)
        }
    }

    /// Takes note that so many went on.
    mutating func pass(_ count: Int) {
        passed += Int64(count)
        due = nil
    }

    private func allowed(_ count: Int, upTo limit: Int64) -> Opening? {
        passed < limit ? .bytes(Int(min(Int64(count), limit - passed))) : nil
    }

    private mutating func wait(_ pause: Duration, now: ContinuousClock.Instant, thenBytes count: Int) -> Opening {
        let end = due ?? now + pause
        due = end
        return now < end ? .until(end) : .bytes(count)
    }
}
