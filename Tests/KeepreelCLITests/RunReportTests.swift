import Archiving
import FoundationEssentials
import Manifest
import Testing

@testable import KeepreelCLI

@Suite("The summary line")
struct RunReportTests {
    private static let now = Date(timeIntervalSince1970: 1_780_000_000)

    @Test(
        "its coverage adds up; what was lost before it was known to have finished is told apart",
        arguments: [
            (1, "14 finished, 9 archived, 4 open, 1 lost; 2 pending, 0 at risk"),
            (3, "14 finished, 9 archived, 4 open, 1 lost; 2 pending, 0 at risk, 2 lost of unknown tasks"),
        ])
    func coverage(lost: Int, line: String) {
        var summary = RunSummary()
        (summary.archived, summary.bytes, summary.deferred, summary.seconds) = (2, 4_200_000, 4, 4.94)
        summary.coverage = Coverage(finished: 14, open: 4, archived: 9, pending: 2, atRisk: 0, lost: lost)
        #expect(
            RunReport.line(summary, isDryRun: false)
                == "keepreel: 2 archived (4.2 MB), 4 deferred, 4.9s; coverage of 24h: \(line)")
    }

    @Test("a dry run tells what it would archive, and not what it cannot have archived")
    func dryRun() {
        var summary = RunSummary()
        (summary.deferred, summary.pending, summary.seconds) = (21, 3, 125)
        let line = RunReport.line(summary, isDryRun: true)
        #expect(line.hasPrefix("keepreel (dry run): 21 to archive, 3 pending, 2m 5s; coverage of 24h: "), "\(line)")
        summary.deferred = 0
        #expect(RunReport.line(summary, isDryRun: true).hasPrefix("keepreel (dry run): 0 to archive, "))
    }

    @Test(
        "the time left is that of the URL once the task is forgotten, and a dead URL is asked for again",
        arguments: [
            (3600, 60, ", 1m 0s left"), (3600, -60, ", 1h 0m left"), (0, -60, ", URL expired, to be asked for again"),
            (nil, 60, ", 1m 0s left"), (nil, nil, ""),
        ] as [(Double?, Double?, String)])
    func timeLeft(expiry: Double?, due: Double?, text: String) {
        var video = VideoRecord(key: VideoKey(taskID: "t", index: 0), state: .pending, createdAt: Self.now)
        (video.expiresAt, video.dueAt) = (expiry.map { Self.now + $0 }, due.map { Self.now + $0 })
        #expect(RunReport.timeLeft(of: video, at: Self.now) == text)
    }

    @Test(arguments: [(0, "0.0s"), (4.94, "4.9s"), (59.9, "59.9s"), (60, "1m 0s"), (61.9, "1m 1s"), (7300, "2h 1m")])
    func spans(seconds: Double, text: String) { #expect(HumanText.seconds(seconds) == text) }
}
