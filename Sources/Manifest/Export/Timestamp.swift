import FoundationEssentials
import WireFormats

/// A time in UTC as RFC 3339 writes it, without a fraction: `2026-11-21T07:31:00Z`.
struct Timestamp {
    private let seconds: Int

    init(_ date: Date) {
        let milliseconds = Int(date.unixMilliseconds)
        seconds = milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000
    }

    func append(to bytes: inout [UInt8]) {
        let days = seconds >= 0 ? seconds / 86400 : (seconds - 86399) / 86400
        let date = CivilDate(daysSince1970: days)
        let second = seconds - days * 86400
        Self.append(date.year / 100, to: &bytes)
        Self.append(date.year % 100, to: &bytes)
        Self.append(date.month, after: "-", to: &bytes)
        Self.append(date.day, after: "-", to: &bytes)
        Self.append(second / 3600, after: "T", to: &bytes)
        Self.append(second / 60 % 60, after: ":", to: &bytes)
        Self.append(second % 60, after: ":", to: &bytes)
        bytes.append(UInt8(ascii: "Z"))
    }

    private static func append(_ number: Int, after separator: Unicode.Scalar, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: separator))
        append(number, to: &bytes)
    }

    /// Two digits.
    private static func append(_ number: Int, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10))
        bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
    }
}
