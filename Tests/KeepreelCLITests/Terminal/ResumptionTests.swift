import Testing

@testable import KeepreelCLI

@Suite("After a stop by the shell")
struct ResumptionTests {
    @Test(
        "a frame that comes late is left out once, so that the signal of a stop has come before the next",
        arguments: [
            (200, false, false), (999, false, false), (1000, false, true), (60_000, false, true), (60_000, true, false),
        ])
    func late(gap: Int, isAskedAgain: Bool, isAwaited: Bool) {
        #expect(Resumption.isAwaited(gap: .milliseconds(gap), isAskedAgain: isAskedAgain) == isAwaited)
    }
}
