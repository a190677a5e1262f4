/// A day in UTC, as object keys hold it.
public struct CalendarDay: Sendable, Hashable {
    /// Year, 0 to 9999.
    public let year: Int
    /// Month, 1 to 12.
    public let month: Int
    /// Day of the month, 1 to 31.
    public let day: Int

    /// - Parameters:
    ///   - year: Year, 0 to 9999.
    ///   - month: Month, 1 to 12.
    ///   - day: Day of the month, 1 to 31.
    public init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }
}
