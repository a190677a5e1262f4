/// The moment a request is signed for, in the two UTC forms of Signature Version 4.
public struct SigningTime: Sendable, Hashable {
    /// The day: `yyyymmdd`.
    public let date: String
    /// The second, in the basic format of ISO 8601: `yyyymmddThhmmssZ`.
    public let timestamp: String

    /// - Parameter unixSeconds: seconds since 1970-01-01T00:00:00Z, within the years 0 to 9999.
    public init(unixSeconds: Int64) {
        let days = (unixSeconds - (unixSeconds % 86_400 + 86_400) % 86_400) / 86_400
        let second = unixSeconds - days * 86_400
        let day = Self.civilDay(daysSince1970: days)
        let date = Self.digits(day.year, 4) + Self.digits(day.month, 2) + Self.digits(day.day, 2)
        let time = Self.digits(second / 3600, 2) + Self.digits(second / 60 % 60, 2) + Self.digits(second % 60, 2)
        self.date = date
        self.timestamp = "\(date)T\(time)Z"
    }

    /// The proleptic Gregorian date, by counting 400-year eras from 0000-03-01 (Hinnant, "chrono-Compatible Low-Level
    /// Date Algorithms").
    private static func civilDay(daysSince1970: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = daysSince1970 + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    private static func digits(_ value: Int64, _ width: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
