import HTTPTransport

/// Scheme, host and port of a storage server, the bucket's name left out.
struct Endpoint: Sendable, Equatable {
    /// `http` or `https`.
    let scheme: String
    /// Lower case, IPv6 addresses without brackets.
    let host: String
    /// The scheme's own if the URL names none.
    let port: Int

    /// - Parameter url: absolute URL; its path is not looked at.
    init?(_ url: String) {
        guard let parts = URLParts(url) else { return nil }
        (scheme, host, port) = (parts.scheme, parts.host, parts.port)
    }

    private init(scheme: String, host: String, port: Int) {
        (self.scheme, self.host, self.port) = (scheme, host, port)
    }

    /// The same under another host name.
    func at(host: String) -> Endpoint { Endpoint(scheme: scheme, host: host, port: port) }

    /// Host and, unless it is the scheme's own, port, as the Host field has them.
    var hostField: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (scheme == "https" ? 443 : 80) ? name : "\(name):\(port)"
    }

    /// An IP address, or this machine's own name: what has no subdomains.
    var isAddress: Bool {
        host.contains(":") || host.allSatisfy { $0.isNumber || $0 == "." } || host == "localhost"
    }

    /// Whether it leads to this machine (RFC 6761, 6.3).
    private var isLoopback: Bool {
        host == "localhost" || host.hasSuffix(".localhost") || host.hasPrefix("127.") || host == "::1"
    }

    /// The region OSS's hosts name, at whatever cloud they stand: `oss-{region}` or `oss-{region}-internal` first.
    var ossRegion: String? {
        guard !isAddress, let label = host.split(separator: ".").first, label.hasPrefix("oss-") else { return nil }
        let name = label.dropFirst("oss-".count)
        let region = name.hasSuffix("-internal") ? name.dropLast("-internal".count) : name
        return region.isEmpty ? nil : String(region)
    }

    /// Whether both belong to one owner, as far as names tell: the same host, this machine, or the same domain.
    ///
    /// A server sends us elsewhere within its own domain only; the bytes of users go nowhere else.
    func isKin(of other: Endpoint) -> Bool {
        guard scheme == other.scheme else { return false }
        if host == other.host || (isLoopback && other.isLoopback) { return true }
        let (own, others) = (host.split(separator: "."), other.host.split(separator: "."))
        // Domains are had below `com.cn` and `co.uk`, as below `com`.
        let common = own.count > 2 && own[own.count - 2].count <= 3 ? 3 : 2
        return !isAddress && !other.isAddress && own.count > common && others.count > common
            && own.suffix(common) == others.suffix(common)
    }
}
