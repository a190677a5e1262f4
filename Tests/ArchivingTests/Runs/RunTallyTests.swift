import Failures
import Testing

@testable import Archiving

@Suite("Summary and exit status")
struct RunTallyTests {
    @Test("parts add up, and the gravest status stays")
    func addition() {
        var tally = RunTally()
        var part = RunTally()
        part.summary.discovered = 1
        part.summary.queried = 2
        part.summary.archived = 3
        part.summary.bytes = 1 << 40
        part.status = .unfinished
        tally.add(part)
        tally.add(part)
        part.status = .credentials
        tally.add(part)
        part.status = .lost
        tally.add(part)
        #expect(tally.summary.discovered == 4)
        #expect(tally.summary.queried == 8)
        #expect(tally.summary.archived == 12)
        #expect(tally.summary.bytes == 4 << 40)
        #expect(tally.status == .credentials)
    }

    @Test(
        "what was lost or left decides the status, unless something graver does",
        arguments: [
            (.done, 0, 0, .done, .done), (.done, 0, 1, .unfinished, .done), (.done, 1, 0, .lost, .lost),
            (.done, 1, 1, .lost, .lost), (.unfinished, 1, 0, .lost, .lost),
            (.unfinished, 0, 0, .unfinished, .unfinished), (.unavailable, 1, 1, .unavailable, .unavailable),
            (.credentials, 1, 1, .credentials, .credentials),
        ] as [(Failures.ExitStatus, Int, Int, Failures.ExitStatus, Failures.ExitStatus)])
    func status(
        noted: Failures.ExitStatus, lost: Int, deferred: Int, run: Failures.ExitStatus, dryRun: Failures.ExitStatus
    ) {
        var tally = RunTally()
        tally.status = noted
        tally.summary.lost = lost
        tally.summary.deferred = deferred
        #expect(tally.finished(isDryRun: false).status == run)
        #expect(tally.finished(isDryRun: true).status == dryRun)
    }

    @Test("tasks that failed at Model Studio, or run on, are no error")
    func noError() {
        var tally = RunTally()
        tally.summary.failed = 3
        tally.summary.pending = 3
        #expect(tally.finished(isDryRun: false).status == .done)
    }

    @Test("the gravest of two statuses wins: 70, 78, 77, 69, 65, 75, 0")
    func gravity() {
        let gravestFirst: [Failures.ExitStatus] = [
            .bug, .configuration, .credentials, .unavailable, .lost, .unfinished, .done,
        ]
        for (index, graver) in gravestFirst.enumerated() {
            for other in gravestFirst[index...] {
                #expect(graver.orGraver(other) == graver)
                #expect(other.orGraver(graver) == graver)
            }
        }
    }
}
