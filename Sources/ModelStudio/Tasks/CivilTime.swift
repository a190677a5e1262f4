/// A date and time of the Gregorian calendar without a zone, turned into seconds by arithmetic alone.
struct CivilTime {
    private var year: Int
    private var month: Int
    private var day: Int
    private var secondOfDay: Int

    /// - Returns: `nil` where a field is out of its range, the day of its month included.
    init?(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), (1...Self.days(in: month, of: year)).contains(day),
            (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
        secondOfDay = (hour * 60 + minute) * 60 + second
    }

    /// The calendar time so many seconds after 1970-01-01 00:00:00.
    init(secondsSince1970 seconds: Int) {
        let days = Self.floorDivide(seconds, 86_400)
        secondOfDay = seconds - days * 86_400
        // Years are counted from March, so that the leap day ends one; 400 years are an era of 146,097 days.
        let shifted = days + 719_468
        let era = Self.floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Seconds since 1970-01-01 00:00:00 of the same zone.
    var secondsSince1970: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = Self.floorDivide(shiftedYear, 400)
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return (era * 146_097 + dayOfEra - 719_468) * 86_400 + secondOfDay
    }

    /// `YYYYMMDDhhmmss`.
    var compact: String {
        let fields = [
            (year, 4), (month, 2), (day, 2), (secondOfDay / 3600, 2), (secondOfDay / 60 % 60, 2), (secondOfDay % 60, 2),
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

    private static func floorDivide(_ dividend: Int, _ divisor: Int) -> Int {
        let quotient = dividend / divisor
        return dividend % divisor < 0 ? quotient - 1 : quotient
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
