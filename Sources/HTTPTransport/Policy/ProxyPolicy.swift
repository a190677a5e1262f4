/// Which proxy a URL is fetched through, by the environment variables and rules of curl(1): `http_proxy` (lower case
/// only, as CGI sets HTTP_PROXY), `https_proxy`, `all_proxy` and `no_proxy` in either case.
///
/// Decided here and not by libcurl, because the check of resolved addresses must know whether it sees a proxy.
public struct ProxyPolicy: Sendable, Equatable {
    private let http: String?
    private let https: String?
    private let exempt: [String]

    /// - Parameter environment: the process environment.
    public init(environment: [String: String]) {
        func value(_ names: String...) -> String? {
            names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        }
        let all = value("all_proxy", "ALL_PROXY")
        http = value("http_proxy") ?? all
        https = value("https_proxy", "HTTPS_PROXY") ?? all
        exempt = (value("no_proxy", "NO_PROXY") ?? "").lowercased().split { $0 == "," || $0 == " " }.map(String.init)
    }

    /// The proxy for this URL, `nil` for a direct connection.
    func proxy(for url: String) -> String? {
        guard let parts = URLParts(url) else { return nil }
        return exempts(parts.host) ? nil : (parts.scheme == "https" ? https : http)
    }

    /// Metadata services of clouds and containers. They give their machine's keys out, and a proxy would get another
    /// machine's, or these.
    private static let metadata = ["169.254.0.0/16", "fe80::/10", "fd00:ec2::/32", "100.100.100.200"].compactMap {
        AddressRange($0)
    }

    /// A name exempts itself and the names below it, an address or a CIDR range the addresses in it; `*` exempts all.
    private func exempts(_ host: String) -> Bool {
        if let address = IPAddress(text: host) {
            if Self.metadata.contains(where: { $0.contains(address) }) { return true }
            return exempt.contains { $0 == "*" || AddressRange($0)?.contains(address) == true }
        }
        return exempt.contains { entry in
            let name = entry.hasPrefix(".") ? String(entry.dropFirst()) : entry
            return entry == "*" || host == name || host.hasSuffix("." + name)
        }
    }
}
