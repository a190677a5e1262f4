import Testing

@testable import Archiving

@Suite("The warning of a wrong clock")
struct ClockWarningTests {
    @Test(
        "beyond a minute it says by how much and in which direction",
        arguments: [
            (0, nil), (60, nil), (-60, nil), (61, "1m 1s behind"), (-61, "1m 1s ahead of"),
            (-3725, "1h 2m ahead of"), (100_000, "1d 3h behind"),
        ] as [(Int, String?)])
    func text(seconds: Int, expected: String?) {
        var warning = ClockWarning()
        let text = warning.text(offset: .seconds(seconds))
        #expect((text != nil) == (expected != nil))
        if let expected { #expect(text?.contains("is \(expected) Model Studio's") == true) }
    }

    @Test("it is told once")
    func once() {
        var warning = ClockWarning()
        #expect(warning.text(offset: .zero) == nil)
        #expect(warning.text(offset: .seconds(3600)) != nil)
        #expect(warning.text(offset: .seconds(3600)) == nil)
    }
}
