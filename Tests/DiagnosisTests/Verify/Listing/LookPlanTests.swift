import Testing

@testable import Diagnosis

@Suite("pages of the list or a request for each key")
struct LookPlanTests {
    @Test(
        "by what the last page told of and what is still to come",
        arguments: [
            (nil, 1, false, LookPlan.Step.ask(1)), (nil, 3, false, .ask(3)), (nil, 4, false, .jump),
            (1000, 3, true, .ask(3)), (1000, .max, true, .follow), (500, .max, true, .follow), (499, .max, true, .jump),
            (1000, .max, false, .jump), (3, .max, true, .jump), (2, .max, true, .ask(64)), (0, .max, true, .ask(64)),
        ] as [(Int?, Int, Bool, LookPlan.Step)])
    func step(told: Int?, remaining: Int, follows: Bool, expected: LookPlan.Step) {
        var plan = LookPlan()
        #expect(plan.step(told: told, remaining: remaining, follows: follows) == expected)
    }

    @Test("pages that tell of little are tried ever more seldom, until one tells of more")
    func pauses() {
        var plan = LookPlan()
        var pauses: [LookPlan.Step] = []
        for _ in 0..<9 {
            #expect(plan.step(told: nil, remaining: .max, follows: true) == .jump)
            pauses.append(plan.step(told: 1, remaining: .max, follows: true))
        }
        #expect(pauses == [64, 128, 256, 512, 1024, 2048, 4096, 8192, 8192].map { .ask($0) })
        #expect(plan.step(told: 700, remaining: .max, follows: true) == .follow)
        #expect(plan.step(told: 1, remaining: .max, follows: true) == .ask(64))
    }
}
