import Failures
import Testing

@testable import Archiving

@Suite("When a postponed video is begun again")
struct SecondChanceTests {
    @Test(
        "what may pass waits longer each time, at most five minutes",
        arguments: [
            (1, 15), (2, 30), (3, 60), (4, 120), (5, 240), (6, 300), (7, 300), (100_000, 300), (0, 15),
        ] as [(Int, Int64)])
    func growing(postponements: Int, seconds: Int64) {
        for disposition in [Disposition.retry(), .unreachable, .renewSource(expired: false)] {
            let chance = SecondChance(after: disposition, postponements: postponements)
            #expect(chance == .after(.seconds(seconds)))
        }
    }

    @Test("what no repetition helps gets none in this run", arguments: [1, 2, 100])
    func never(postponements: Int) {
        for disposition in [Disposition.refuseContent, .giveUp] {
            #expect(SecondChance(after: disposition, postponements: postponements) == .never)
        }
    }
}
