public import FoundationEssentials

/// Times as Model Studio writes them: UTC+8, without a zone marker.
public enum StudioTime {
    private static let offset = 8 * 3600

    /// Reads `yyyy-MM-dd HH:mm:ss` with an optional fraction of 1 to 9 digits; anything else gives `nil`.
    public static func parse(_ text: String) -> Date? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let time = CivilTime(first, form: "0000-00-00 00:00:00") else { return nil }
        var seconds = Double(time.secondsSince1970 - offset)
        if parts.count > 1 {
            guard let fraction = fraction(parts[1]) else { return nil }
            seconds += fraction
        }
        return Date(timeIntervalSince1970: seconds)
    }

    /// The form of the list's parameters, `YYYYMMDDhhmmss`. Years 1970 to 9999; a fraction of a second is cut off.
    public static func listParameter(_ date: Date) -> String {
        let seconds = min(max(date.timeIntervalSince1970, 0), 253_402_300_799 - Double(offset))
        return CivilTime(secondsSince1970: Int(seconds) + offset).compact
    }

    private static func fraction(_ digits: Substring) -> Double? {
        guard (1...9).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Double("0." + digits)
    }
}
