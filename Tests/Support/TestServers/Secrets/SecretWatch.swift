import FoundationEssentials
import Glibc

/// What a program must never tell: the secrets it was given, in every form in which one could come out, and the
/// signatures of URLs.
public struct SecretWatch: Sendable {
    private struct Form: Sendable {
        var name: String
        var bytes: [UInt8]
    }

    private let forms: [Form]

    /// Shorter ones are words of the tests, which a message may hold by chance.
    private static let shortest = 8
    /// Parts of the names of variables that hold secrets.
    private static let markers = ["SECRET", "PASSWORD", "TOKEN", "API_KEY", "APIKEY"]
    /// Ends of the names of variables that say where a secret is.
    private static let places = ["_FILE", "_PATH", "_URI", "_URL", "_ENDPOINT"]
    /// Query items that let whoever has them in, as URLs spell them.
    private static let signatures = ["signature", "x-amz-security-token", "x-oss-security-token", "security-token"]

    /// Watches for secrets by their names.
    public init(_ secrets: [String: String]) {
        forms = secrets.filter { $0.value.utf8.count >= Self.shortest }.flatMap { name, value in
            Set(Self.forms(of: value)).map { Form(name: name, bytes: $0) }
        }
    }

    /// Watches for the secrets in a program's environment: keys, tokens, and passwords of proxies.
    public init(environment: [String: String]) {
        var secrets: [String: String] = [:]
        for (name, value) in environment {
            let upper = name.uppercased()
            if Self.markers.contains(where: upper.contains), !Self.places.contains(where: upper.hasSuffix) {
                secrets[name] = value
            } else if upper.hasSuffix("_PROXY"), let password = Self.password(in: value) {
                secrets[name] = password
            }
        }
        self.init(secrets)
    }

    /// The names of the secrets that stand in these bytes.
    public func secrets(in bytes: [UInt8]) -> [String] {
        Set(forms.filter { Self.finds($0.bytes, in: bytes) }.map(\.name)).sorted()
    }

    /// The query items in these bytes that carry a signature or a token.
    public static func signatures(in bytes: [UInt8]) -> [String] {
        let lowered = bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        return signatures.flatMap { name in [name + "=", name + "%3d"] }.filter { mark in
            occurrences(of: Array(mark.utf8), in: lowered).contains { end in
                lowered[end...].prefix { isPartOfValue($0) }.count >= shortest
            }
        }
    }

    private static func isPartOfValue(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "%"), UInt8(ascii: "+"), UInt8(ascii: "/"): true
        default: false
        }
    }

    /// As it is; as URLs, JSON and Base64 at each of its three alignments have it.
    private static func forms(of value: String) -> [[UInt8]] {
        let bytes = Array(value.utf8)
        let unreserved = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
        let escaped = bytes.map { byte in
            let hex = String(byte, radix: 16, uppercase: true)
            return unreserved.contains(byte) ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + hex
        }.joined()
        let json = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("/", with: "\\/")
        let base64 = (0..<3).map { offset in
            // Whole groups of three bytes only: what stands beside them changes the others.
            let whole = (bytes.count - offset) / 3 * 3
            return Data(bytes[offset..<offset + whole]).base64EncodedString()
        }
        return ([value, escaped, escaped.lowercased(), json] + base64).map { Array($0.utf8) }
    }

    private static func password(in proxy: String) -> String? {
        let authority = proxy.firstRange(of: "://").map { proxy[$0.upperBound...] } ?? proxy[...]
        guard let at = authority.lastIndex(of: "@"), let colon = authority[..<at].firstIndex(of: ":") else {
            return nil
        }
        return String(authority[authority.index(after: colon)..<at])
    }

    private static func finds(_ wanted: [UInt8], in bytes: [UInt8]) -> Bool {
        !occurrences(of: wanted, in: bytes).isEmpty
    }

    /// Where each occurrence ends. libc does the search: in a debug build Swift takes a second for a megabyte.
    private static func occurrences(of wanted: [UInt8], in bytes: [UInt8]) -> [Int] {
        guard let first = wanted.first else { return [] }
        return bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return [] }
            var ends: [Int] = []
            var start = 0
            while start + wanted.count <= buffer.count,
                let found = memchr(base + start, CInt(first), buffer.count - start - wanted.count + 1)
            {
                start = base.distance(to: UnsafeRawPointer(found)) + 1
                if memcmp(found, wanted, wanted.count) == 0 { ends.append(start - 1 + wanted.count) }
            }
            return ends
        }
    }
}
