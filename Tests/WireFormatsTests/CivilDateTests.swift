import Testing
import WireFormats

@Suite struct CivilDateTests {
    @Test(
        "days since 1970 and dates become one another",
        arguments: [
            (0, CivilDate(year: 1970, month: 1, day: 1)), (-1, CivilDate(year: 1969, month: 12, day: 31)),
            (11_015, CivilDate(year: 2000, month: 2, day: 28)), (11_016, CivilDate(year: 2000, month: 2, day: 29)),
            (11_017, CivilDate(year: 2000, month: 3, day: 1)), (19_782, CivilDate(year: 2024, month: 2, day: 29)),
            (47_540, CivilDate(year: 2100, month: 2, day: 28)), (47_541, CivilDate(year: 2100, month: 3, day: 1)),
            (2_932_896, CivilDate(year: 9999, month: 12, day: 31)), (-719_162, CivilDate(year: 1, month: 1, day: 1)),
            (-719_468, CivilDate(year: 0, month: 3, day: 1)), (-719_469, CivilDate(year: 0, month: 2, day: 29)),
            (-719_528, CivilDate(year: 0, month: 1, day: 1)), (-719_529, CivilDate(year: -1, month: 12, day: 31)),
        ])
    func known(days: Int, date: CivilDate) {
        #expect(CivilDate(daysSince1970: days) == date)
        #expect(date.daysSince1970 == days)
    }

    @Test("day follows day over more than two eras, those before the year 0 among them")
    func consecutive() {
        var expected = CivilDate(year: -401, month: 1, day: 1)
        for days in expected.daysSince1970..<(CivilDate(year: 402, month: 1, day: 1).daysSince1970) {
            let date = CivilDate(daysSince1970: days)
            guard date == expected, date.daysSince1970 == days else {
                Issue.record("\(days) is \(date), not \(expected)")
                return
            }
            expected = Self.next(date)
        }
        #expect(expected == CivilDate(year: 402, month: 1, day: 1))
    }

    @Test("a day beyond the month's end counts on into the next month")
    func beyond() {
        #expect(
            CivilDate(year: 2023, month: 2, day: 31).daysSince1970
                == CivilDate(year: 2023, month: 3, day: 3).daysSince1970)
    }

    private static func next(_ date: CivilDate) -> CivilDate {
        let isLeap = date.year % 4 == 0 && (date.year % 100 != 0 || date.year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        if date.day < lengths[date.month - 1] {
            return CivilDate(year: date.year, month: date.month, day: date.day + 1)
        }
        return date.month < 12
            ? CivilDate(year: date.year, month: date.month + 1, day: 1)
            : CivilDate(year: date.year + 1, month: 1, day: 1)
    }
}
