public import Failures
import HTTPTransport
import WireFormats

/// The form of an input's URL: one that the service can fetch, with everything encoded that has to be.
public enum InputURL {
    private static let schemes = ["http", "https", "oss"]

    /// Checks a URL and percent-encodes spaces and non-ASCII characters of its path and query; escapes stay as they are.
    ///
    /// - Parameters:
    ///   - text: An http or https URL that is reachable for everybody, or the oss URL of an upload.
    ///   - what: The input's name for the messages, `image` or `video`.
    ///   - allowsPrivate: Whether hosts of private networks pass, which a gateway of one's own may reach.
    /// - Throws: `studio.bad-input-url`, to be given up. Its text does not hold the URL, which may be a signed one.
    public static func checked(
        _ text: String, what: String, allowsPrivate: Bool = false
    ) throws(Failure) -> String {
        guard let separator = text.firstRange(of: "://"),
            let scheme = schemes.first(where: { $0 == text[..<separator.lowerBound].lowercased() })
        else { throw bad(what, "does not begin with http:// or https://") }
        guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw bad(what, "holds a control character")
        }
        guard text.last?.isWhitespace == false else { throw bad(what, "ends with a space") }
        let rest = text[separator.upperBound...]
        let authority = rest.prefix { !"/?#".contains($0) }
        guard !authority.contains("@") else { throw bad(what, "holds a user name or password") }
        guard isPlain(authority) else {
            throw bad(what, "has no host of letters, digits, hyphens and dots (write other names in their xn-- form)")
        }
        guard scheme == "oss" || allowsPrivate || URLHost.mayBePublic("\(scheme)://\(authority)/") else {
            throw bad(what, "leads to this machine or a private network, where Model Studio cannot fetch it")
        }
        return "\(scheme)://\(authority)\(PercentEncoding.url(String(rest[authority.endIndex...])))"
    }

    /// A host name, an IPv4 address or an IPv6 address in brackets, with or without a port.
    private static func isPlain(_ authority: Substring) -> Bool {
        guard !authority.contains("\\"), let parts = URLParts("http://\(authority)/") else { return false }
        let host = parts.host.utf8
        if authority.hasPrefix("[") { return host.allSatisfy { isHexDigit($0) || $0 == 0x3A || $0 == 0x2E } }
        return host.allSatisfy { isAlphanumeric($0) || "-._".utf8.contains($0) } && host.contains(where: isAlphanumeric)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
    }

    private static func bad(_ what: String, _ problem: String) -> Failure {
        Failure(
            "studio.bad-input-url", "the URL of the \(what) \(problem)",
            remedy: "give an http or https URL that everybody can fetch, or a local file", disposition: .giveUp)
    }
}
