import Failures
import HTTPTransport

/// The URL of a service that gives keys out, checked.
struct ServiceAddress {
    let url: String
    let parts: URLParts

    /// - Parameters:
    ///   - url: An absolute URL, as a variable or a default gives it.
    ///   - setting: What names it, for the failure.
    /// - Throws: `storage.bad-credentials-url` for anything but an http or https URL.
    init(_ url: String, namedBy setting: String) throws(Failure) {
        guard let parts = URLParts(url), isVisible(url) else {
            throw .credentials(
                "storage.bad-credentials-url", "\(setting) is no http or https URL",
                remedy: "write it as https://host[:port]/path, without user and password")
        }
        self.url = url
        self.parts = parts
    }

    /// The `Host` field: the port stands in it unless it is the scheme's own.
    var host: String {
        let name = parts.host.contains(":") ? "[\(parts.host)]" : parts.host
        return parts.port == (parts.scheme == "https" ? 443 : 80) ? name : "\(name):\(parts.port)"
    }

    /// Scheme and host, as messages show it.
    var origin: String { "\(parts.scheme)://\(host)" }

    /// The path without query; `/` if there is none.
    var path: String {
        guard let authority = url.firstRange(of: "://") else { return "/" }
        let rest = url[authority.upperBound...].drop { !"/?#".contains($0) }
        let path = rest.prefix { $0 != "?" && $0 != "#" }
        return path.isEmpty ? "/" : String(path)
    }

    /// The URL of a path below this one.
    ///
    /// - Parameter path: Percent-encoded, with its leading `/`.
    func appending(_ path: String) -> String { (url.hasSuffix("/") ? String(url.dropLast()) : url) + path }
}
