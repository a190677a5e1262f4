import Glibc

/// One connection through a ``FaultProxy``; its thread moves its bytes until both sides have ended.
final class ProxiedConnection {
    private let client: CInt
    private let server: CInt
    /// Its read end becomes readable when the connection shall be reset.
    private let end: Pipe
    private var request: ProxyLane
    private var reply: ProxyLane
    private let strike: () -> Void
    private var hasStruck = false

    /// - Parameters:
    ///   - client: the socket of the client.
    ///   - server: the socket that leads to the server.
    ///   - fault: what goes wrong.
    ///   - end: something is written into it when the connection shall be reset.
    ///   - strike: is called when the fault comes about.
    init(client: CInt, server: CInt, fault: ConnectionFault?, end: Pipe, strike: @escaping () -> Void) {
        self.client = client
        self.server = server
        self.end = end
        self.strike = strike
        request = ProxyLane(from: client, to: server, fault: fault?.way == .request ? fault : nil)
        reply = ProxyLane(from: server, to: client, fault: fault?.way == .reply ? fault : nil)
    }

    /// Moves bytes to the end of the connection, and closes it.
    func run() {
        while !(request.isOver && reply.isOver) {
            let now = ContinuousClock.now
            let (onward, back) = (request.opening(now: now), reply.opening(now: now))
            tellOfFault(onward, back)
            if onward == .reset || back == .reset { return reset() }
            if onward == .cut || back == .cut {
                request.cut()
                reply.cut()
                continue
            }
            // A client that is gone waits for nothing.
            if request.hasEnded, [onward, back].contains(where: { $0.map(Self.isHeld) ?? false }) { return reset() }
            guard turn(onward, back, now: now) else { return reset() }
        }
        close(client)
        close(server)
    }

    /// One look at both sockets; answers whether the connection goes on.
    private func turn(
        _ onward: StreamGate.Opening?, _ back: StreamGate.Opening?, now: ContinuousClock.Instant
    ) -> Bool {
        let isHeld = onward.map(Self.isHeld) ?? false
        let readsClient = request.wantsToRead && !isHeld
        let readsServer = reply.wantsToRead
        var polls = [
            pollfd(fd: end.readEnd, events: Int16(POLLIN), revents: 0),
            Self.poll(client, reads: readsClient, writes: back, more: isHeld ? Self.goneEvent : 0),
            Self.poll(server, reads: readsServer, writes: onward, more: 0),
        ]
        Glibc.poll(&polls, nfds_t(polls.count), Self.milliseconds(until: [onward, back], now: now))
        if polls[0].revents != 0 { return false }
        if isHeld, polls[1].revents & (Self.goneEvent | Int16(POLLHUP) | Int16(POLLERR)) != 0 { return false }
        if case .bytes(let count) = onward, polls[2].revents & Self.writable != 0 { request.write(count) }
        if case .bytes(let count) = back, polls[1].revents & Self.writable != 0 { reply.write(count) }
        if readsClient, polls[1].revents & Self.readable != 0 { request.read() }
        if readsServer, polls[2].revents & Self.readable != 0 { reply.read() }
        return true
    }

    private func tellOfFault(_ openings: StreamGate.Opening?...) {
        let isPlain = openings.allSatisfy { opening in
            if case .bytes = opening { true } else { opening == nil }
        }
        guard !hasStruck, !isPlain || request.isGarbled || reply.isGarbled else { return }
        hasStruck = true
        strike()
    }

    private func reset() {
        for socket in [client, server] { TCPSocket.reset(socket) }
    }

    private static let readable = Int16(POLLIN | POLLHUP | POLLERR)
    private static let writable = Int16(POLLOUT | POLLHUP | POLLERR)
    /// POLLRDHUP: the other side ended its way.
    private static let goneEvent: Int16 = 0x2000

    private static func poll(_ socket: CInt, reads: Bool, writes: StreamGate.Opening?, more: Int16) -> pollfd {
        var events = more
        if reads { events |= Int16(POLLIN) }
        if case .bytes = writes { events |= Int16(POLLOUT) }
        // A descriptor below zero is passed over by poll; with no events it would still tell of errors again and again.
        return pollfd(fd: events == 0 ? -1 : socket, events: events, revents: 0)
    }

    private static func isHeld(_ opening: StreamGate.Opening) -> Bool {
        switch opening {
        case .until, .never: true
        case .bytes, .reset, .cut: false
        }
    }

    private static func milliseconds(
        until openings: [StreamGate.Opening?], now: ContinuousClock.Instant
    ) -> CInt {
        let waits = openings.compactMap { opening -> Duration? in
            if case .until(let end) = opening { end - now } else { nil }
        }
        guard let least = waits.min() else { return -1 }
        return CInt(clamping: Int64(least / .milliseconds(1)) + 1)
    }
}
