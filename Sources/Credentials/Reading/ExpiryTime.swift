import FoundationEssentials

/// Times at which keys end, as services and programs write them.
enum ExpiryTime {
    /// Years 1 to 9999. Foundation reads years and hours of any number of digits.
    private static let calendar = -62_135_596_800.0..<253_402_300_800.0

    /// The moment of an RFC 3339 time, fractions of a second left out; `nil` for any other text.
    static func date(_ text: String) -> Date? {
        var whole = text
        if let point = text.firstIndex(of: ".") {
            whole = String(text[..<point] + text[point...].dropFirst().drop { $0.isASCII && $0.isNumber })
        }
        guard let date = try? Date(whole, strategy: .iso8601), calendar.contains(date.timeIntervalSince1970) else {
            return nil
        }
        return date
    }
}
