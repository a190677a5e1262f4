import FoundationEssentials
import ModelStudio
import Testing

@Suite("Model Studio's times")
struct TimeTests {
    @Test(
        "are UTC+8",
        arguments: [
            ("1970-01-01 08:00:00", 0.0), ("1970-01-01 00:00:00.000", -28_800),
            ("2025-09-18 15:34:41.898", 1_758_180_881.898), ("2023-10-25 09:45:16", 1_698_198_316),
            ("2024-02-29 00:00:00", 1_709_136_000), ("2024-03-01 07:59:59.999", 1_709_251_199.999),
            ("2025-12-31 23:59:59.999", 1_767_196_799.999), ("2026-01-01 00:00:00.000", 1_767_196_800),
            ("2000-02-29 12:00:00", 951_796_800), ("2100-03-01 00:00:00", 4_107_513_600),
            ("9999-12-31 23:59:59", 253_402_271_999), ("2025-09-18 15:34:41.5", 1_758_180_881.5),
        ])
    func parsed(text: String, seconds: Double) throws {
        let date = try #require(StudioTime.parse(text))
        #expect(abs(date.timeIntervalSince1970 - seconds) < 0.000_5)
    }

    @Test(
        "that are none give nil",
        arguments: [
            "", " ", "2025-09-18", "2025-09-18T15:34:41", "2025-09-18 15:34:41Z", "2025-09-18 15:34:41.",
            "2025-09-18 15:34:41.1234567890", "2025-09-18 15:34:41.12a", "2025-02-29 00:00:00", "2100-02-29 00:00:00",
            "2025-13-01 00:00:00", "2025-00-01 00:00:00", "2025-04-31 00:00:00", "2025-01-00 00:00:00",
            "2025-01-01 24:00:00", "2025-01-01 23:60:00", "2025-01-01 23:59:60", "0000-01-01 00:00:00",
            "2025-09-18 15:34:4１", "-025-09-18 15:34:41", "2025-9-18 15:34:41", "1758180881", " 2025-09-18 15:34:41",
        ])
    func garbage(text: String) {
        #expect(StudioTime.parse(text) == nil)
    }

    @Test("of list parameters are UTC+8 and come back the same on every day of 60 years")
    func listParameters() throws {
        #expect(StudioTime.listParameter(Date(timeIntervalSince1970: 1_767_196_799.9)) == "20251231235959")
        #expect(StudioTime.listParameter(Date(timeIntervalSince1970: 1_709_136_000)) == "20240229000000")
        #expect(StudioTime.listParameter(Date(timeIntervalSince1970: -.infinity)) == "19700101080000")
        for day in 0..<(60 * 366) {
            let date = Date(timeIntervalSince1970: Double(day) * 86_400 + 3_599)
            let text = Array(StudioTime.listParameter(date))
            let parts = [0..<4, 4..<6, 6..<8, 8..<10, 10..<12, 12..<14].map { String(text[$0]) }
            let written = "\(parts[0])-\(parts[1])-\(parts[2]) \(parts[3]):\(parts[4]):\(parts[5])"
            #expect(StudioTime.parse(written) == date)
        }
    }

    @Test(
        "around midnight, at year's end and on the leap day are the same in both directions",
        arguments: [
            ("2025-09-17 23:59:59", "20250917235959", 1_758_124_799),
            ("2025-09-18 00:00:00", "20250918000000", 1_758_124_800),
            ("2025-09-18 07:59:59", "20250918075959", 1_758_153_599),
            ("2025-09-18 08:00:00", "20250918080000", 1_758_153_600),
            ("2025-12-31 23:59:59", "20251231235959", 1_767_196_799),
            ("2026-01-01 00:00:00", "20260101000000", 1_767_196_800),
            ("2026-01-01 07:59:59", "20260101075959", 1_767_225_599),
            ("2026-01-01 08:00:00", "20260101080000", 1_767_225_600),
            ("2024-02-28 23:59:59", "20240228235959", 1_709_135_999),
            ("2024-02-29 00:00:00", "20240229000000", 1_709_136_000),
            ("2024-02-29 23:59:59", "20240229235959", 1_709_222_399),
            ("2024-03-01 00:00:00", "20240301000000", 1_709_222_400),
            ("2025-02-28 23:59:59", "20250228235959", 1_740_758_399),
            ("2025-03-01 00:00:00", "20250301000000", 1_740_758_400),
            ("2000-02-29 00:00:00", "20000229000000", 951_753_600),
            ("2100-02-28 23:59:59", "21000228235959", 4_107_513_599),
        ])
    func edges(text: String, parameter: String, seconds: Double) throws {
        let date = Date(timeIntervalSince1970: seconds)
        #expect(StudioTime.parse(text) == date)
        #expect(StudioTime.listParameter(date) == parameter)
        // A fraction belongs to its own second, also the last of a day or a year.
        let late = try #require(StudioTime.parse(text + ".999"))
        #expect(abs(late.timeIntervalSince1970 - seconds - 0.999) < 0.000_5)
        #expect(StudioTime.listParameter(date.addingTimeInterval(0.999)) == parameter)
    }
}
