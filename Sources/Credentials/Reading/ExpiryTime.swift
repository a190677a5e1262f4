import FoundationEssentials

/// Times at which keys end, as services and programs write them.
enum ExpiryTime {
    /// The moment of an RFC 3339 time, fractions of a second left out; `nil` for any other text.
    static func date(_ text: String) -> Date? {
        // Foundation reads years of any number of digits.
        guard text.prefix(while: { $0 != "-" }).count == 4 else { return nil }
        guard let point = text.firstIndex(of: ".") else { return try? Date(text, strategy: .iso8601) }
        let rest = text[point...].dropFirst().drop { $0.isASCII && $0.isNumber }
        return try? Date(String(text[..<point] + rest), strategy: .iso8601)
    }
}
