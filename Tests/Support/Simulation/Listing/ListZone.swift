import FoundationEssentials

/// By which clock `start_time` and `end_time` of a list are read; the service does not say it.
public enum ListZone: Sendable, Equatable {
    /// China's time, as in the replies to queries.
    case utc8
    case utc

    var timeZone: TimeZone {
        switch self {
        case .utc8: TimeZone(secondsFromGMT: 8 * 3600) ?? .gmt
        case .utc: .gmt
        }
    }
}
