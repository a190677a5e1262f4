import FoundationEssentials

/// By which clock `start_time` and `end_time` of a list are read; the service does not say it.
public struct ListZone: Sendable, Equatable {
    /// How far it is ahead of UTC, in hours.
    public var hours: Int

    /// A clock so many hours ahead of UTC.
    public init(hours: Int) { self.hours = hours }

    /// China's time, as in the replies to queries.
    public static let utc8 = ListZone(hours: 8)
    /// The clock of the epoch.
    public static let utc = ListZone(hours: 0)

    var timeZone: TimeZone { TimeZone(secondsFromGMT: hours * 3600) ?? .gmt }
}
