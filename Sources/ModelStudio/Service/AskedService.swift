public import FoundationEssentials

/// What is known of the service that was asked, for the sentences about its replies.
public struct AskedService: Sendable {
    /// Name of the region that was asked; `nil` where an endpoint of the user's own was.
    var region: String?
    /// Whether the key is one of a coding or token plan, which have a host of their own.
    var hasPlanKey: Bool
    /// When the reply arrived, for a `Retry-After` that names a date.
    var now: Date
    /// Scheme, host and port of the base URL; `nil` where another address was asked.
    var origin: String?

    /// - Parameters:
    ///   - region: Name of the region that was asked, as in the settings.
    ///   - hasPlanKey: Whether the key begins with `sk-sp-`.
    ///   - now: When the reply arrived.
    ///   - endpoint: The base URL of the service; `nil` where another address was asked.
    public init(
        region: String? = nil, hasPlanKey: Bool = false, now: Date = Date(), endpoint: String? = nil
    ) {
        self.region = region
        self.hasPlanKey = hasPlanKey
        self.now = now
        origin = endpoint.map(Self.origin)
    }

    private static func origin(of endpoint: String) -> String {
        let parts = endpoint.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        return ServiceText.shown(parts.prefix(3).joined(separator: "/"))
    }

    /// What to do about a refused key.
    var keyRemedy: String {
        if hasPlanKey {
            return "keys that begin with sk-sp- belong to a plan and work only at that plan's own host, "
                + "set studio.endpoint to it or use a key of Model Studio"
        }
        guard let region else {
            return "check DASHSCOPE_API_KEY; a key works only in its own region, "
                + "check that it belongs to studio.region and studio.endpoint"
        }
        return "check DASHSCOPE_API_KEY; a key of another region is refused here, this is region "
            + "\(ServiceText.shown(region)), set studio.region to the key's own"
    }
}
