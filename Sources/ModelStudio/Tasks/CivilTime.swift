import WireFormats

/// A date and time of the Gregorian calendar without a zone, turned into seconds by arithmetic alone.
struct CivilTime {
    private let date: CivilDate
    private let secondOfDay: Int

    /// - Returns: `nil` where a field is out of its range, the day of its month included.
    init?(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), (1...Self.days(in: month, of: year)).contains(day),
            (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second)
        else { return nil }
        date = CivilDate(year: year, month: month, day: day)
        secondOfDay = (hour * 60 + minute) * 60 + second
    }

    /// The calendar time so many seconds after 1970-01-01 00:00:00.
    init(secondsSince1970 seconds: Int) {
        let days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
        date = CivilDate(daysSince1970: days)
        secondOfDay = seconds - days * 86_400
    }

    /// Seconds since 1970-01-01 00:00:00 of the same zone.
    var secondsSince1970: Int { date.daysSince1970 * 86_400 + secondOfDay }

    /// `YYYYMMDDhhmmss`.
    var compact: String {
        let fields = [
            (date.year, 4), (date.month, 2), (date.day, 2), (secondOfDay / 3600, 2), (secondOfDay / 60 % 60, 2),
            (secondOfDay % 60, 2),
        ]
        return fields.map { value, width in
            let digits = String(value)
            return String(repeating: "0", count: max(width - digits.count, 0)) + digits
        }.joined()
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension CivilTime {
    /// Reads a fixed form in which `0` stands for a digit and every other character for itself.
    ///
    /// The digits are, in this order, year (4), month, day, hour, minute and second (2 each).
    init?(_ text: some StringProtocol, form: StaticString) {
        let matches = form.withUTF8Buffer { form in
            text.utf8.count == form.count
                && zip(text.utf8, form).allSatisfy { byte, wanted in
                    wanted == UInt8(ascii: "0") ? (0x30...0x39).contains(byte) : byte == wanted
                }
        }
        let digits = text.utf8.filter { (0x30...0x39).contains($0) }.map { Int($0 - 0x30) }
        guard matches, digits.count == 14 else { return nil }
        func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
        self.init(
            year: number(0..<4), month: number(4..<6), day: number(6..<8), hour: number(8..<10),
            minute: number(10..<12), second: number(12..<14))
    }
}
