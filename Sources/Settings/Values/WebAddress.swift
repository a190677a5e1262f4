public import Failures
import Glibc

/// An http or https URL with a host, without user information, query and fragment (RFC 3986), fit to be extended.
public struct WebAddress: Sendable, Hashable {
    /// The URL without a slash at its end, its scheme in lower case.
    public let text: String
    /// Whether the scheme is https.
    public let isSecure: Bool
    /// Host in lower case, an IPv6 address without its brackets.
    public let host: String

    static let expected = "a URL such as https://host.example.com"

    /// - Throws: ``Failures/Failure`` `config.value`.
    public init(_ text: String) throws(Failure) {
        do {
            try self.init(parsing: text)
        } catch {
            throw error.failure(about: text, expected: Self.expected)
        }
    }

    init(parsing text: String) throws(ValueMistake) {
        guard let schemeEnd = text.firstRange(of: "://") else { throw ValueMistake("is no URL") }
        let scheme = text[..<schemeEnd.lowerBound].lowercased()
        guard scheme == "https" || scheme == "http" else { throw ValueMistake("is neither http nor https") }
        let rest = text[schemeEnd.upperBound...]
        guard !rest.contains(where: { $0 == "?" || $0 == "#" }) else {
            throw ValueMistake("holds a query or fragment", remedy: "leave out everything from the ? or # on")
        }
        guard !rest.contains("@") else {
            throw ValueMistake("holds a user name or password", remedy: "leave them out, they would reach logs")
        }
        guard rest.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !#"\"<>^`{|}"#.utf8.contains($0) }) else {
            throw ValueMistake("holds a character that no URL holds", remedy: "percent-encode it")
        }
        let pathStart = rest.firstIndex(of: "/") ?? rest.endIndex
        let path = rest[pathStart...]
        guard !path.split(separator: "/").contains(where: { $0 == "." || $0 == ".." }) else {
            throw ValueMistake("holds a '.' or '..' segment", remedy: "write the path it leads to")
        }
        host = try Self.host(of: rest[..<pathStart]).lowercased()
        isSecure = scheme == "https"
        let pathEnd = path.lastIndex { $0 != "/" }.map(path.index(after:)) ?? path.startIndex
        self.text = "\(scheme)://\(rest[..<pathEnd])"
    }

    /// Whether the host is this machine, so that plain http leaves nothing to overhear.
    public var isLoopback: Bool {
        host == "localhost" || host.hasSuffix(".localhost") || host == "::1"
            || (host.hasPrefix("127.") && host.split(separator: ".").allSatisfy { UInt8($0) != nil })
    }

    /// The host part of `host`, `host:port`, `[address]` or `[address]:port`.
    private static func host(of authority: Substring) throws(ValueMistake) -> String {
        var host = authority
        var port: Substring?
        if authority.hasPrefix("["), let close = authority.firstIndex(of: "]") {
            host = authority[authority.index(after: authority.startIndex)..<close]
            port = authority[authority.index(after: close)...]
            var address = in6_addr()
            guard inet_pton(AF_INET6, String(host), &address) == 1 else {
                throw ValueMistake("holds no valid IPv6 address")
            }
        } else {
            if let colon = authority.firstIndex(of: ":") {
                host = authority[..<colon]
                port = authority[colon...]
            }
            guard !host.isEmpty else { throw ValueMistake("names no host") }
            let labels = host.split(separator: ".", omittingEmptySubsequences: false)
            guard labels.allSatisfy({ String($0).isWord(with: "-_") }) else {
                throw ValueMistake("holds no valid host name")
            }
        }
        if let port, !port.isEmpty {
            guard port.hasPrefix(":"), port.dropFirst().utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let number = UInt16(port.dropFirst()), number > 0
            else {
                throw ValueMistake("holds no valid port", remedy: "use a port from 1 to 65535, or none")
            }
        }
        return String(host)
    }
}

extension WebAddress: CustomStringConvertible {
    /// The URL itself.
    public var description: String { text }
}
