import Glibc
import Synchronization

/// What a ``FaultProxy`` knows, shared by the threads of its connections.
final class ProxyCore: Sendable {
    private struct State {
        var plan = ConnectionPlan()
        var target: UInt16?
        /// Accepts connections; `nil` while nobody may connect.
        var listener: CInt?
        /// The means to end each connection there is.
        var ends: [UInt64: Pipe] = [:]
    }

    let port: UInt16
    /// Keeps the port while nobody listens.
    private let reservation: CInt
    private let state: Mutex<State>

    init(target: UInt16?) throws {
        reservation = try TCPSocket.bound(to: 0)
        port = try TCPSocket.port(of: reservation)
        state = Mutex(State(target: target))
    }

    deinit { Glibc.close(reservation) }

    func setTarget(_ port: UInt16) { state.withLock { $0.target = port } }

    func withPlan<Result: Sendable>(_ body: @Sendable (inout ConnectionPlan) -> Result) -> Result {
        state.withLock { body(&$0.plan) }
    }

    func open() throws {
        let listener = try TCPSocket.bound(to: port)
        guard listen(listener, 256) == 0 else { throw ServerError.noFreePort(errno: errno) }
        let isNew = state.withLock { state in
            guard state.listener == nil else { return false }
            state.listener = listener
            return true
        }
        guard isNew else {
            Glibc.close(listener)
            return
        }
        startThread { self.accept(at: listener) }
    }

    /// The thread that accepts closes the socket, so that its number is nobody else's before.
    func close() {
        state.withLock { state in
            if let listener = state.listener { shutdown(listener, CInt(SHUT_RDWR)) }
            state.listener = nil
        }
    }

    func resetConnections() {
        state.withLock { state in
            for end in state.ends.values { _ = write(end.writeEnd, [1], 1) }
        }
    }

    private func accept(at listener: CInt) {
        while true {
            let client = Glibc.accept(listener, nil, nil)
            if client < 0, errno == EINTR || errno == ECONNABORTED { continue }
            guard client >= 0 else { break }
            _ = fcntl(client, F_SETFD, FD_CLOEXEC)
            startThread { self.serve(client) }
        }
        Glibc.close(listener)
    }

    private func serve(_ client: CInt) {
        TCPSocket.prompt(client)
        let (fault, number, target) = state.withLock { ($0.plan.next(), $0.plan.connections, $0.target) }
        let strike: @Sendable () -> Void = { fault.map { fault in self.withPlan { $0.strike(fault) } } }
        if fault == .refused { strike() }
        guard fault != .refused, let target, let end = try? Pipe(for: "proxy"),
            let server = TCPSocket.connected(to: target)
        else { return TCPSocket.reset(client) }
        state.withLock { $0.ends[number] = end }
        ProxiedConnection(client: client, server: server, fault: fault, end: end, strike: strike).run()
        state.withLock { $0.ends[number] = nil }
    }
}
