import FoundationEssentials

/// Times stand in the database as milliseconds since 1970-01-01T00:00:00Z.
extension Date {
    /// Years 1 to 9999, all that RFC 3339 can write; a time outside is brought to the nearer end.
    private static let writable = -62_135_596_800_000.0...253_402_300_799_999.0

    var unixMilliseconds: Int64 {
        let milliseconds = (timeIntervalSince1970 * 1000).rounded()
        return Int64(min(Self.writable.upperBound, max(Self.writable.lowerBound, milliseconds)))
    }

    /// As the database gives it back: only such times can be compared with recorded ones.
    var inMilliseconds: Date { Date(unixMilliseconds: unixMilliseconds) }

    init(unixMilliseconds: Int64) {
        self.init(timeIntervalSince1970: Double(unixMilliseconds) / 1000)
    }
}
