import Testing

@testable import Archiving

@Suite("The warning of a wrong clock")
struct ClockWarningTests {
    @Test(
        "it is due beyond a minute, in either direction",
        arguments: [(0, false), (60, false), (-60, false), (61, true), (-61, true), (100_000, true)])
    func due(seconds: Int, isDue: Bool) {
        var warning = ClockWarning()
        let told = warning.isDue(offset: .seconds(seconds))
        #expect(told == isDue)
    }

    @Test("it is told once")
    func once() {
        var warning = ClockWarning()
        let told = [0, 3600, 3600].map { warning.isDue(offset: .seconds($0)) }
        #expect(told == [false, true, false])
    }
}
