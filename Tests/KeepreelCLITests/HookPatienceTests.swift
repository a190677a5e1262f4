import Manifest
import Testing

@testable import KeepreelCLI

@Suite("Hooks that take too long")
struct HookPatienceTests {
    @Test("one that takes too long three times in a row is given up, which is told once; others are not")
    func givenUp() {
        var patience = HookPatience()
        let calls: [(Notice.Kind, Bool, Bool)] = [
            (.archived, true, false), (.archived, true, false), (.archived, false, false), (.archived, true, false),
            (.lost, true, false), (.archived, true, false), (.archived, true, true), (.archived, true, false),
        ]
        for (kind, isTimedOut, isGivenUp) in calls {
            #expect(patience.note(kind, isTimedOut: isTimedOut) == isGivenUp)
        }
        #expect(patience.givenUp == [.archived])
    }
}
