import RequestSigning
import Testing

@Suite struct SigningTimeTests {
    @Test(
        "Unix seconds become a UTC date and timestamp",
        arguments: [
            (0, "19700101T000000Z"), (-1, "19691231T235959Z"), (951_782_399, "20000228T235959Z"),
            (951_782_400, "20000229T000000Z"), (951_868_800, "20000301T000000Z"),
            (1_369_353_600, "20130524T000000Z"), (1_702_743_657, "20231216T162057Z"),
            (1_709_251_199, "20240229T235959Z"), (4_107_542_399, "21000228T235959Z"),
            (4_107_542_400, "21000301T000000Z"), (253_402_300_799, "99991231T235959Z"),
            (-62_135_596_800, "00010101T000000Z"),
        ] as [(Int64, String)])
    func timestamps(seconds: Int64, timestamp: String) {
        let time = SigningTime(unixSeconds: seconds)
        #expect(time.timestamp == timestamp)
        #expect(time.date == String(timestamp.prefix(8)))
    }
}
