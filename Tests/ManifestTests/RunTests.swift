import Failures
import GRDB
import Testing

@testable import Manifest

@Suite("Runs")
struct RunTests {
    private static func outcome(_ exitCode: Int32, at seconds: Double = 0) -> RunRecord.Outcome {
        RunRecord.Outcome(
            endedAt: time(seconds), exitCode: exitCode, seconds: 1.5, discovered: 1, queried: 2, archived: 3,
            bytes: 4_000_000_000, pending: 5, failed: 6, lost: 7, deferred: 8, error: exitCode == 0 ? nil : "it failed")
    }

    private static func begin(_ manifest: Manifest, at seconds: Double = 0) throws -> Int64 {
        try manifest.beginRun(at: time(seconds), pid: 42, version: "1.2.3")
    }

    @Test("a run is there from its beginning, and whole after its end; the newest comes first")
    func life() throws {
        let fixture = try ManifestFixture()
        let manifest = try fixture.open()
        let first = try Self.begin(manifest)
        var expected = RunRecord(number: first, begunAt: time(), pid: 42, version: "1.2.3", outcome: nil)
        #expect(try manifest.lastRuns(limit: 9) == [expected])
        let second = try Self.begin(manifest, at: 10)
        try manifest.endRun(first, Self.outcome(75, at: 5))
        expected.outcome = Self.outcome(75, at: 5)
        let killed = RunRecord(number: second, begunAt: time(10), pid: 42, version: "1.2.3", outcome: nil)
        #expect(try manifest.lastRuns(limit: 9) == [killed, expected])
        #expect(try manifest.lastRuns(limit: 1) == [killed])
        try manifest.close()
        #expect(try Manifest.openForReading(path: fixture.path).lastRuns(limit: 9) == [killed, expected])
    }

    @Test("the last success is that of the last run with exit code 0")
    func lastSuccess() throws {
        let manifest = try ManifestFixture().open()
        #expect(try manifest.lastSuccess() == nil)
        for (code, at) in [(0, 1.0), (0, 2.0), (65, 3.0)] {
            try manifest.endRun(try Self.begin(manifest), Self.outcome(Int32(code), at: at))
        }
        #expect(try manifest.lastSuccess() == time(2))
    }

    @Test("a run that did nothing takes the place of the one before")
    func replaced() throws {
        let manifest = try ManifestFixture().open()
        let (first, second) = (try Self.begin(manifest), try Self.begin(manifest))
        try manifest.endRun(first, Self.outcome(0))
        try manifest.endRun(second, Self.outcome(0), insteadOf: first)
        #expect(try manifest.lastRuns(limit: 9).map(\.number) == [second])
    }

    @Test("1000 runs are kept, and the last success")
    func kept() throws {
        let manifest = try ManifestFixture().open()
        try manifest.write { db in
            for number in 1...1500 {
                try db.execute(
                    sql: "INSERT INTO run (begun_at, pid, version, exit_code, ended_at) VALUES (?, 1, 'v', ?, 1)",
                    arguments: [number, number == 7 || number == 9 ? 0 : 75])
            }
        }
        let last = try Self.begin(manifest)
        let numbers = try manifest.read { try Int64.fetchAll($0, sql: "SELECT number FROM run ORDER BY number") }
        #expect(numbers == [9] + Array(last - 999...last))
    }
}
