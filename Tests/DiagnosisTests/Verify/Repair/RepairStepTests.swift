import Testing

@testable import Diagnosis

@Suite("how a repair begins")
struct RepairStepTests {
    private static let day = 86_400.0

    @Test(
        "nobody else's object is touched, and no task is asked for that is long forgotten",
        arguments: [
            (VideoProblem.Kind.missing, nil, 0, RepairStep.reopen), (.missing, nil, day, .reopen),
            (.missing, nil, 2 * day, .reopen), (.missing, nil, 2 * day + 1, .forsake),
            (.wrongSize, true, day, .reopen), (.wrongBytes, true, 3 * day, .forsake),
            (.wrongSize, false, 0, .leave), (.wrongBytes, false, 3 * day, .leave), (.wrongBytes, nil, 0, .leave),
        ] as [(VideoProblem.Kind, Bool?, Double, RepairStep)])
    func step(kind: VideoProblem.Kind, isOurs: Bool?, age: Double, expected: RepairStep) {
        #expect(RepairStep(kind, isOurs: isOurs, age: age) == expected)
    }
}
