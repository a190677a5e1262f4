import Redaction

/// What a URL has to be before libcurl sees it. libcurl guesses a missing scheme, fetches other schemes, decodes hosts and
/// sends the user information of a URL; other readers of the same text find other hosts in it.
public enum URLRule {
    /// Why a URL is not requested, e.g. `is not an http or https URL with a host`; `nil` for one that is.
    public static func objection(to url: String) -> String? {
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { return "holds a space or control character" }
        // Nearly every URL is ASCII; to look each letter up would be most of the cost.
        guard url.utf8.allSatisfy({ $0 < 0x80 }) || !url.unicodeScalars.contains(where: \.isUnprintable) else {
            return "holds a character that cannot be seen"
        }
        guard let authority = URLParts.authority(of: url, endedBy: "/?#") else {
            return "is not an http or https URL with a host"
        }
        guard !authority.utf8.contains(UInt8(ascii: "@")) else { return "holds a user name or password" }
        guard authority.utf8.allSatisfy({ $0 < 0x80 && $0 != UInt8(ascii: "\\") }), let parts = URLParts(url),
            isPlain(parts.host, authority)
        else {
            return "is not an http or https URL with a host"
        }
        return nil
    }

    /// Nothing that libcurl would decode, convert or take for the end of the name.
    private static func isPlain(_ host: String, _ authority: Substring) -> Bool {
        if authority.hasPrefix("[") { return IPAddress(text: host)?.bytes.count == 16 }
        return host.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
                UInt8(ascii: "."), UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }
}
