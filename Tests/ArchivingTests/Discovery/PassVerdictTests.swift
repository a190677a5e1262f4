import Testing

@testable import Archiving

@Suite("What follows after a pass")
struct PassVerdictTests {
    private static func quiet() -> ListPass {
        var pass = ListPass()
        pass.take([], total: 0)
        return pass
    }

    private static func moved() -> ListPass {
        var pass = ListPass()
        pass.take([], total: 7)
        return pass
    }

    private static func cut() -> ListPass {
        var pass = ListPass()
        for _ in 0..<2 { pass.take(["a"], total: 7) }
        return pass
    }

    @Test(
        "passes go on until one is quiet or brings nothing new, five times at most",
        arguments: [
            (quiet(), 1, 0, .done), (quiet(), 1, 9, .done), (quiet(), 5, 9, .done), (moved(), 1, 0, .again),
            (moved(), 1, 9, .again), (moved(), 2, 0, .done), (moved(), 2, 1, .again), (moved(), 4, 1, .again),
            (moved(), 5, 0, .done), (moved(), 5, 1, .moving), (cut(), 1, 0, .again), (cut(), 2, 0, .endless),
            (cut(), 2, 1, .again), (cut(), 5, 1, .endless),
        ] as [(ListPass, Int, Int, PassVerdict)])
    func verdicts(pass: ListPass, passes: Int, added: Int, verdict: PassVerdict) {
        #expect(PassVerdict(passes: passes, pass: pass, added: added) == verdict)
    }
}
