/// A TCP relay on a free port of 127.0.0.1 in front of any server there, which breaks connections on demand, one after
/// the other or by chance.
///
/// ```swift
/// let proxy = try FaultProxy(to: server.port)
/// proxy.inject(.reset(.request, after: 200_000))
/// proxy.disturb(seed: 1, ConnectionChances(reset: 0.1, stalled: 0.02))
/// …
/// proxy.stop()
/// ```
///
/// It knows nothing of HTTP: what it counts are bytes of a connection, heads included, and a client that uses a connection
/// again has one fault at most for all its requests over it. It ends with this value.
public final class FaultProxy: Sendable {
    private let core: ProxyCore

    /// Starts a proxy.
    /// - Parameter target: the server's port; `nil`: told later, until then every connection is reset.
    public init(to target: UInt16? = nil) throws {
        core = try ProxyCore(target: target)
        try core.open()
    }

    deinit { stop() }

    /// Its port.
    public var port: UInt16 { core.port }

    /// Names the server for connections from now on.
    public func setTarget(_ port: UInt16) { core.setTarget(port) }

    /// Lets connections to come go wrong. Each meets one fault, in the order in which they were injected.
    /// - Parameters:
    ///   - fault: what goes wrong.
    ///   - times: with how many connections; `nil`: with all.
    ///   - skipping: how many go well before.
    public func inject(_ fault: ConnectionFault, times: Int? = 1, skipping: Int = 0) {
        core.withPlan { $0.add(fault, times: times, skipping: skipping) }
    }

    /// Lets connections that no other fault is due for go wrong by chance, instead of what was said by an earlier call.
    /// The same seed brings the same fault to the connection of the same number.
    public func disturb(seed: UInt64, _ chances: ConnectionChances) {
        core.withPlan { $0.disturb(seed: seed, chances) }
    }

    /// Takes back all faults to come, those of chance included. Connections there are keep theirs.
    public func clearFaults() { core.withPlan { $0.clear() } }

    /// Connections so far, those that went wrong included.
    public var connections: Int { core.withPlan { Int($0.connections) } }

    /// The faults that came about so far, in their order. A connection may end before it has carried the bytes that its
    /// fault waits for.
    public var faults: [ConnectionFault] { core.withPlan { $0.struck } }

    /// Refuses connections (ECONNREFUSED) from now on; those there are go on.
    public func close() { core.close() }

    /// Accepts connections again.
    public func open() throws { try core.open() }

    /// Resets all connections there are.
    public func resetConnections() { core.resetConnections() }

    /// Closes the port and resets all connections.
    public func stop() {
        core.close()
        core.resetConnections()
    }
}
