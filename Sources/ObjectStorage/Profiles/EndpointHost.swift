/// A form of a provider's endpoint host.
struct EndpointHost: Sendable, Equatable, ExpressibleByStringLiteral {
    let pattern: HostPattern
    /// The host everybody can reach the same buckets at, where this one is for a private network or for signed requests
    /// only; `{region}` stands for the region.
    let publicHost: String?

    init(_ pattern: String, publicHost: String? = nil) {
        self.pattern = HostPattern(pattern)
        self.publicHost = publicHost
    }

    init(stringLiteral pattern: String) { self.init(pattern) }
}
