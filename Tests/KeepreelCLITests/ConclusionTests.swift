import Failures
import Testing

@testable import Diagnosis
@testable import KeepreelCLI

@Suite("Lines that sum up")
struct ConclusionTests {
    @Test("what was cancelled and what was not, in one object")
    func cancelled() {
        let failure = Failure("a.b", "task b is RUNNING", disposition: .giveUp)
        let outcomes = [
            CancelOutcome(taskID: "a", result: .cancelled), CancelOutcome(taskID: "b", result: .failed(failure)),
            CancelOutcome(taskID: "c", result: .accepted),
        ]
        #expect(
            CancelReport.json(outcomes, untried: ["d"])
                == "{\"cancelled\":[\"a\",\"c\"],\"not_cancelled\":[{\"task_id\":\"b\","
                + "\"error\":\"task b is RUNNING\"},{\"task_id\":\"d\",\"error\":\"not tried\"}]}\n")
    }

    @Test(
        "only what every task would meet ends a cancellation",
        arguments: [
            (.stop(.credentials), true), (.unreachable, true), (.stop(.unknownTask), false), (.giveUp, false),
        ] as [(Disposition, Bool)])
    func ending(disposition: Disposition, isEnd: Bool) {
        let failure = Failure("a.b", "no", disposition: disposition)
        #expect(CancelOutcome(taskID: "a", result: .failed(failure)).concernsAll == isEnd)
        #expect(!CancelOutcome(taskID: "a", result: .cancelled).concernsAll)
    }

    @Test("the doctor counts what it found, and says where it did not look at everything")
    func doctor() {
        var report = DoctorReport()
        #expect(DoctorOutput.conclusion(report) == "all well")
        report.findings = [.ok("a", "fine"), .note("b", "well"), .note("c", "well")]
        #expect(DoctorOutput.conclusion(report) == "all well, 2 notes")
        report.findings.append(.failure("d", Failure("a.b", "no", disposition: .stop(.credentials))))
        report.leavesChecksOut = true
        #expect(DoctorOutput.conclusion(report) == "1 failure, 2 notes; further checks left out")
    }
}
