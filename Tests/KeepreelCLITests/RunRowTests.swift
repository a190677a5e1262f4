import Failures
import FoundationEssentials
import Manifest
import Testing

@testable import KeepreelCLI

@Suite("Lines of runs")
struct RunRowTests {
    private static func row(_ exitCode: Int32?, isUnderWay: Bool = false) -> RunRow {
        let begun = Date(timeIntervalSince1970: 1_795_246_260)
        let outcome = exitCode.map { exitCode in
            RunRecord.Outcome(
                endedAt: begun + 61, exitCode: exitCode, seconds: 61.25, discovered: 1, queried: 2, archived: 3,
                bytes: 4_200_000, pending: 5, failed: 6, lost: 7, deferred: 8,
                error: exitCode == 65 ? "its URL died" : nil)
        }
        return RunRow(
            run: RunRecord(number: 9, begunAt: begun, pid: 42, version: "1.2.3", outcome: outcome),
            isUnderWay: isUnderWay)
    }

    @Test(
        "each exit code has its word",
        arguments: [
            (.done, "done"), (.usage, "failed"), (.lost, "lost"), (.unknownTask, "failed"),
            (.unavailable, "unavailable"), (.bug, "bug"), (.unfinished, "unfinished"), (.credentials, "credentials"),
            (.configuration, "configuration"), (.interrupted, "stopped"), (.terminated, "stopped"),
        ] as [(Failures.ExitStatus, String)])
    func states(status: Failures.ExitStatus, word: String) { #expect(Self.row(status.rawValue).state == word) }

    @Test("a run without an end goes on, or was killed")
    func withoutEnd() {
        #expect(Self.row(nil).state == "killed")
        #expect(Self.row(nil, isUnderWay: true).state == "running")
    }

    @Test("the table is as wide as it needs")
    func table() {
        #expect(
            RunRow.table([Self.row(65), Self.row(nil)]) == [
                "BEGUN                 END     EXIT  TIME   ARCHIVED  SIZE    PENDING  FAILED  LOST  DEFERRED  ERROR",
                "2026-11-21T07:31:00Z  lost    65    1m 1s  3         4.2 MB  5        6       7     8         its URL died",
                "2026-11-21T07:31:00Z  killed  -     -      -         -       -        -       -     -",
            ])
    }

    @Test("on a terminal every row stays one line: columns go, the error is cut", arguments: [130, 100, 60, 30])
    func narrow(width: Int) {
        var row = Self.row(65)
        row.run.outcome?.error = String(repeating: "x", count: 99)
        let table = RunRow.table([row, Self.row(nil)], width: width, mark: "…")
        for line in table { #expect(line.count <= width, "\(line)") }
        #expect(table[0].hasPrefix("BEGUN                 END"))
        #expect(table[0].contains("TIME") == (width == 130) && table[0].contains("ERROR") == (width > 30))
        #expect(table[1].hasSuffix("xxx…") == (width > 30))
        #expect(RunRow.table([row])[1].hasSuffix("8         " + String(repeating: "x", count: 99)))
    }

    @Test("JSON has every key, and null for what is not known")
    func json() {
        #expect(
            Self.row(75).json
                == "{\"number\":9,\"begun_at\":\"2026-11-21T07:31:00Z\",\"ended_at\":\"2026-11-21T07:32:01Z\","
                + "\"state\":\"unfinished\",\"exit_code\":75,\"pid\":42,\"version\":\"1.2.3\",\"seconds\":61.250,"
                + "\"discovered\":1,\"queried\":2,\"archived\":3,\"bytes\":4200000,\"pending\":5,\"failed\":6,"
                + "\"lost\":7,\"deferred\":8,\"error\":null}")
        #expect(Self.row(65).json.hasSuffix(",\"error\":\"its URL died\"}"))
        #expect(
            Self.row(nil).json
                == "{\"number\":9,\"begun_at\":\"2026-11-21T07:31:00Z\",\"ended_at\":null,\"state\":\"killed\","
                + "\"exit_code\":null,\"pid\":42,\"version\":\"1.2.3\",\"seconds\":null,\"discovered\":null,"
                + "\"queried\":null,\"archived\":null,\"bytes\":null,\"pending\":null,\"failed\":null,\"lost\":null,"
                + "\"deferred\":null,\"error\":null}")
    }
}
