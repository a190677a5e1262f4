/// Percent-encoding as URLs and signatures need it: UTF-8 bytes become `%XX` in capitals, as a rule all except
/// `A-Za-z0-9-._~` (RFC 3986, 2.3; "UriEncode" in the Amazon S3 API Reference, "Signature Calculations for the
/// Authorization Header").
public enum PercentEncoding {
    /// Encodes a path or an object key; `/` stays.
    public static func path(_ text: String) -> String { encode(text) { isUnreserved($0) || $0 == UInt8(ascii: "/") } }

    /// Encodes one query name, query value or path segment; `/` becomes `%2F`.
    public static func component(_ text: String) -> String { encode(text, keeping: isUnreserved) }

    /// Encodes what a URL cannot hold, and nothing else: control characters, spaces and bytes outside ASCII. Delimiters
    /// and escapes stay as they are.
    public static func url(_ text: String) -> String { encode(text) { (0x21...0x7E).contains($0) } }

    /// Encodes query pairs, `name=value` each, sorted by encoded name and then by encoded value.
    ///
    /// This is the canonical query string of Signature Version 4. Sending just this text makes sure that what is sent
    /// is what was signed.
    /// - Parameter bareNames: writes a name with the empty value without `=`, as Alibaba OSS signs it.
    public static func query(_ pairs: [(String, String)], bareNames: Bool = false) -> String {
        pairs.map { (component($0.0), component($0.1)) }
            .sorted { $0 < $1 }
            .map { bareNames && $0.1.isEmpty ? $0.0 : "\($0.0)=\($0.1)" }
            .joined(separator: "&")
    }

    private static func encode(_ text: String, keeping isKept: (UInt8) -> Bool) -> String {
        // Most keys and ids stay as they are, and a listing encodes very many.
        if text.utf8.withContiguousStorageIfAvailable({ $0.allSatisfy(isKept) }) == true { return text }
        var encoded: [UInt8] = []
        encoded.reserveCapacity(text.utf8.count + 16)
        for byte in text.utf8 {
            if isKept(byte) {
                encoded.append(byte)
            } else {
                encoded += [UInt8(ascii: "%"), digit(byte >> 4), digit(byte & 0xF)]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }
}
