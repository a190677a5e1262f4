import FoundationEssentials
import HTTPTransport
import WireFormats

/// The wait a reply asks for (`Retry-After`, RFC 9110, 10.2.3).
enum RetryAfter {
    /// A wait beyond a week is no serious one.
    private static let longest: Int64 = 604_800

    /// Seconds, or the time until a date; that is counted from the reply's own `Date`, else from `now`.
    static func wait(_ headers: HTTPHeaders, now: Date) -> Duration? {
        guard let text = headers["Retry-After"], let seconds = Int64(text) ?? untilDate(text, headers, now),
            (0...longest).contains(seconds)
        else { return nil }
        return .seconds(seconds)
    }

    private static func untilDate(_ text: String, _ headers: HTTPHeaders, _ now: Date) -> Int64? {
        guard let date = HTTPDate.unixSeconds(text) else { return nil }
        let start = headers["Date"].flatMap(HTTPDate.unixSeconds) ?? Int64(now.timeIntervalSince1970)
        return max(0, date - start)
    }
}
