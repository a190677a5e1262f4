/// What holds for every connection of a client.
public struct TransportOptions: Sendable, Equatable {
    /// File of additional trusted certificates (PEM); `nil` takes the system's alone.
    public var caBundle: String?
    /// Time without progress after which a transfer is given up, in whole seconds from 1.
    public var stallTimeout: Duration
    /// Time to establish a connection, TLS included.
    public var connectTimeout: Duration
    /// Bytes per second all relays and streams together may take from their sources; 0 is no limit.
    public var bandwidth: Int64
    /// Bytes that all relays together hold between their sources and destinations. Each has 176 KiB at least, and an
    /// upload whose chunks need more has more.
    public var ringBudget: Int
    /// Connections kept for what comes next, those in use included; beyond them the oldest idle one is closed.
    public var connections: Int
    /// Proxies by the environment.
    public var proxies: ProxyPolicy

    /// Every option has the default of the settings.
    public init(
        caBundle: String? = nil, stallTimeout: Duration = .seconds(30), connectTimeout: Duration = .seconds(15),
        bandwidth: Int64 = 0, ringBudget: Int = 3 << 20, connections: Int = 40,
        proxies: ProxyPolicy = ProxyPolicy(environment: [:])
    ) {
        self.caBundle = caBundle
        self.stallTimeout = stallTimeout
        self.connectTimeout = connectTimeout
        self.bandwidth = bandwidth
        self.ringBudget = ringBudget
        self.connections = connections
        self.proxies = proxies
    }
}
