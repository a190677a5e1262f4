import FoundationEssentials

/// The forms of time on the wire.
enum StudioTime {
    /// `2025-09-18 15:32:00.105` in UTC+8, as task replies write it.
    static func local(_ date: Date) -> String {
        let parts = components(date, zone: chinaTime)
        return "\(parts.day) \(parts.time).\(parts.milliseconds)"
    }

    /// `20250918` in UTC+8, as result paths write it.
    static func dayStamp(_ date: Date) -> String {
        components(date, zone: chinaTime).day.replacing("-", with: "")
    }

    /// `2025-09-18T07:32:00.000Z`, as OSS error documents write it.
    static func iso8601(_ date: Date) -> String {
        let parts = components(date, zone: .gmt)
        return "\(parts.day)T\(parts.time).\(parts.milliseconds)Z"
    }

    /// `Thu, 18 Sep 2025 07:32:00 GMT` (RFC 9110, 5.6.7).
    static func httpDate(_ date: Date) -> String {
        let fields = calendar(.gmt).dateComponents([.weekday, .day, .month, .year], from: date)
        let weekday = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][(fields.weekday ?? 1) - 1]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let month = months[(fields.month ?? 1) - 1]
        let day = padded(fields.day, 2)
        return "\(weekday), \(day) \(month) \(padded(fields.year, 4)) \(components(date, zone: .gmt).time) GMT"
    }

    /// The moment of a `YYYYMMDDhhmmss`, the form of list queries; `nil` for anything else.
    static func parse(compact text: String, zone: TimeZone) -> Date? {
        guard text.utf8.count == 14, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        let digits = Array(text)
        func number(_ range: Range<Int>) -> Int? { Int(String(digits[range])) }
        let fields = DateComponents(
            year: number(0..<4), month: number(4..<6), day: number(6..<8), hour: number(8..<10),
            minute: number(10..<12), second: number(12..<14))
        return calendar(zone).date(from: fields)
    }

    /// Milliseconds since 1970, as list replies write it.
    static func epochMilliseconds(_ date: Date) -> Int64 { Int64((date.timeIntervalSince1970 * 1000).rounded()) }

    private static var chinaTime: TimeZone { ListZone.utc8.timeZone }

    private static func calendar(_ zone: TimeZone) -> Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        return calendar
    }

    private static func components(_ date: Date, zone: TimeZone) -> (day: String, time: String, milliseconds: String) {
        let milliseconds = epochMilliseconds(date)
        let second = Date(timeIntervalSince1970: Double(milliseconds / 1000))
        let fields = calendar(zone).dateComponents([.year, .month, .day, .hour, .minute, .second], from: second)
        return (
            "\(padded(fields.year, 4))-\(padded(fields.month, 2))-\(padded(fields.day, 2))",
            "\(padded(fields.hour, 2)):\(padded(fields.minute, 2)):\(padded(fields.second, 2))",
            padded(Int(milliseconds % 1000), 3)
        )
    }

    private static func padded(_ value: Int?, _ width: Int) -> String {
        let digits = String(value ?? 0)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
