import WireFormats

/// The moment a request is signed for, in the two UTC forms of Signature Version 4.
public struct SigningTime: Sendable, Hashable {
    /// The day: `yyyymmdd`.
    public let date: String
    /// The second, in the basic format of ISO 8601: `yyyymmddThhmmssZ`.
    public let timestamp: String

    /// - Parameter unixSeconds: seconds since 1970-01-01T00:00:00Z, within the years 0 to 9999.
    public init(unixSeconds: Int64) {
        let days = (unixSeconds - (unixSeconds % 86_400 + 86_400) % 86_400) / 86_400
        let second = Int(unixSeconds - days * 86_400)
        let day = CivilDate(daysSince1970: Int(days))
        let date = Self.digits(day.year, 4) + Self.digits(day.month, 2) + Self.digits(day.day, 2)
        let time = Self.digits(second / 3600, 2) + Self.digits(second / 60 % 60, 2) + Self.digits(second % 60, 2)
        self.date = date
        self.timestamp = "\(date)T\(time)Z"
    }

    private static func digits(_ value: Int, _ width: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
