import Glibc

/// One way of a connection through a ``FaultProxy``; used by the connection's thread only.
struct ProxyLane {
    /// As much is held between the two sides.
    private static let capacity = 64 << 10

    private let source: CInt
    private let sink: CInt
    private var gate: StreamGate
    private var garbling: StreamGarbling
    private var pending: [UInt8] = []
    /// The source will bring nothing more.
    private(set) var hasEnded = false
    /// The sink was told that nothing more comes.
    private var hasTold = false
    /// What comes is thrown away.
    private var isDiscarding = false

    init(from source: CInt, to sink: CInt, fault: ConnectionFault?) {
        self.source = source
        self.sink = sink
        gate = StreamGate(fault)
        garbling = StreamGarbling(fault)
    }

    /// Nothing is left to be done.
    var isOver: Bool { hasEnded && hasTold }

    /// Bytes went on that are not those that came.
    var isGarbled: Bool { garbling.hasActed }

    /// Whether more may be read now.
    var wantsToRead: Bool { !hasEnded && (isDiscarding || pending.count < Self.capacity) }

    /// What becomes of the bytes at hand; `nil`: there are none.
    mutating func opening(now: ContinuousClock.Instant) -> StreamGate.Opening? {
        isDiscarding || pending.isEmpty ? nil : gate.opening(for: pending.count, now: now)
    }

    /// Tells the sink that nothing more comes, and throws away what does.
    mutating func cut() {
        isDiscarding = true
        pending = []
        tellEnd()
    }

    /// Takes what the source has.
    mutating func read() {
        var result = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: Self.capacity) { buffer, count in
            result = recv(source, buffer.baseAddress, buffer.count, CInt(MSG_DONTWAIT))
            count = max(0, result)
        }
        if result < 0, errno == EAGAIN || errno == EINTR { return }
        if result <= 0 { hasEnded = true }
        guard !isDiscarding else { return }
        pending += hasEnded ? garbling.rest() : garbling.pass(bytes[...])
        passEndOn()
    }

    /// Gives the sink so many bytes.
    mutating func write(_ count: Int) {
        let sent = pending[..<count].withUnsafeBytes {
            send(sink, $0.baseAddress, $0.count, CInt(MSG_DONTWAIT) | CInt(MSG_NOSIGNAL))
        }
        if sent > 0 {
            pending.removeFirst(sent)
            gate.pass(sent)
            passEndOn()
        } else if errno != EAGAIN, errno != EINTR {
            // It is gone; its own last words may still be on their way.
            cut()
        }
    }

    private mutating func passEndOn() {
        if hasEnded, pending.isEmpty { tellEnd() }
    }

    private mutating func tellEnd() {
        guard !hasTold else { return }
        hasTold = true
        shutdown(sink, CInt(SHUT_WR))
    }
}
