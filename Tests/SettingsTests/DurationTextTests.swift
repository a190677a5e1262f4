import Failures
import Testing

@testable import Settings

@Suite("Durations")
struct DurationTextTests {
    @Test(
        "a duration is one or more numbers with units",
        arguments: [
            ("0", Duration.zero), ("0s", .zero), ("30s", .seconds(30)), ("10m", .seconds(600)),
            ("24h", .seconds(86_400)), ("1d", .seconds(86_400)), ("1h30m", .seconds(5400)),
            ("250ms", .milliseconds(250)), ("1d2h3m4s5ms", .milliseconds(93_784_005)), ("90m", .seconds(5400)),
        ])
    func reads(text: String, duration: Duration) throws {
        #expect(try Duration(text) == duration)
    }

    @Test(
        "what is no duration is refused with examples",
        arguments: ["", "s", "-1s", "1.5h", "1w", "30S", "30m1h", "1h1h", "1h 30m", "h1", "1h30m s"])
    func refuses(text: String) {
        let failure = #expect(throws: Failure.self) { try Duration(text) }
        #expect(failure?.code == "config.value")
        #expect(failure?.remedy == "write a duration such as 30s, 10m, 24h or 1h30m")
    }

    @Test("a number without a unit is refused with the likely ones", arguments: ["90", "1h30"])
    func refusesPlainNumbers(text: String) {
        let failure = #expect(throws: Failure.self) { try Duration(text) }
        #expect(failure?.remedy == "write \(text)s, \(text)m or \(text)h")
    }

    @Test("a duration that no clock reaches is refused", arguments: ["9223372036854775807d", "99999999999999999999s"])
    func refusesOverflow(text: String) {
        let failure = #expect(throws: Failure.self) { try Duration(text) }
        #expect(failure?.message == "'\(text)' is too long")
    }

    @Test(
        "a duration is written in its largest exact unit up to hours",
        arguments: [
            (Duration.zero, "0"), (.seconds(86_400), "24h"), (.seconds(5400), "90m"), (.seconds(61), "61s"),
            (.milliseconds(1500), "1500ms"),
        ])
    func writes(duration: Duration, text: String) {
        #expect(duration.settingText == text)
    }
}
