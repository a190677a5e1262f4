/// Scheme, host and port of an absolute http or https URL, as far as policies need them.
public struct URLParts: Sendable, Equatable {
    /// `http` or `https`.
    public let scheme: String
    /// Lower-case host, IPv6 addresses without brackets.
    public let host: String
    /// The port, the scheme's own if the URL names none.
    public let port: Int

    /// `nil` for anything but an absolute http or https URL with a host, or one with user information.
    public init?(_ url: String) {
        guard let authority = Self.authority(of: url, endedBy: "/?#\\") else { return nil }
        scheme = url[..<url.utf8.index(authority.startIndex, offsetBy: -Self.mark.utf8.count)].lowercased()
        guard scheme == "http" || scheme == "https" else { return nil }
        guard !authority.isEmpty, !authority.utf8.contains(UInt8(ascii: "@")) else { return nil }
        let portText: Substring?
        if authority.hasPrefix("[") {
            guard let close = authority.firstIndex(of: "]") else { return nil }
            host = authority[authority.index(after: authority.startIndex)..<close].lowercased()
            let rest = authority[authority.index(after: close)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { return nil }
            portText = rest.isEmpty ? nil : rest.dropFirst()
        } else {
            let pieces = authority.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            host = pieces[0].lowercased()
            portText = pieces.count > 1 ? pieces[1] : nil
        }
        guard !host.isEmpty else { return nil }
        guard let portText else {
            port = scheme == "https" ? 443 : 80
            return
        }
        guard portText.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(portText),
            (1...65535).contains(number)
        else { return nil }
        port = number
    }

    /// What stands between scheme and authority.
    private static let mark = "://"

    /// What follows the scheme, up to one of these ASCII characters; `nil` where no scheme is. By bytes, as libcurl reads.
    static func authority(of url: String, endedBy ends: String) -> Substring? {
        let bytes = url.utf8
        guard var start = bytes.firstIndex(of: UInt8(ascii: ":")), bytes[start...].starts(with: mark.utf8) else {
            return nil
        }
        start = bytes.index(start, offsetBy: mark.utf8.count)
        return Substring(bytes[start...].prefix { !ends.utf8.contains($0) })
    }
}
