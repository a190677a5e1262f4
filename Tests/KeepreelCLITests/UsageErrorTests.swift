import ArgumentParser
import Manifest
import Testing

@testable import KeepreelCLI

@Suite("Arguments that are not understood")
struct UsageErrorTests {
    /// What is told of these arguments.
    private static func lines(_ arguments: [String]) -> [String] {
        do {
            _ = try Keepreel.parseAsRoot(arguments)
            return []
        } catch {
            return UsageError(
                Keepreel.fullMessage(for: error), words: CommandWords(arguments, of: Keepreel.self)
            ).lines
        }
    }

    @Test(
        "a command is told with the one that was meant",
        arguments: [
            (["stauts"], "status", "keepreel --help"), (["-q", "exprot", "--publish"], "export", "keepreel --help"),
            (["--config", "x.yaml", "lnik", "a"], "link", "keepreel --help"),
            (["config", "chek"], "config check", "keepreel config --help"),
            (["help", "stauts"], "status", "keepreel --help"), (["stauts", "-h"], "status", "keepreel --help"),
        ])
    func commands(arguments: [String], meant: String, help: String) {
        let lines = UsageError("", words: CommandWords(arguments, of: Keepreel.self)).lines
        #expect(lines.count == 2)
        #expect(lines.first?.hasPrefix("keepreel: there is no command '") == true)
        #expect(lines.first?.hasSuffix("'; did you mean '\(meant)'?") == true, "\(lines)")
        #expect(lines.last == "see: \(help)")
    }

    @Test("a word that is near none is told with all there are")
    func far() {
        let line = Self.lines(["frobnicate"]).first
        #expect(line?.hasPrefix("keepreel: there is no command 'frobnicate'; there are: run, submit, ") == true)
    }

    @Test(
        "what is wrong comes first, then where to read on; the usage is left to the help",
        arguments: [
            (["status", "--progres", "never"], ["keepreel: unknown option '--progres'; did you mean '--progress'?"]),
            (
                ["run", "--limit", "x"],
                [
                    "keepreel: the value 'x' is invalid for '--limit <n>': write a number from 1",
                    "  --limit <n>  Archive at most so many videos.",
                ]
            ),
            (
                ["run", "--format", "yaml"],
                [
                    "keepreel: the value 'yaml' is invalid for '--format <format>'; write 'text' or 'json'",
                    "  --format <format>  Form of the report.",
                ]
            ),
            (["link"], ["keepreel: missing expected argument '<task-id> ...'", "  <task-id>  Task ids."]),
            (["status", "--verison"], ["keepreel: unknown option '--verison'; did you mean '--version'?"]),
        ])
    func options(arguments: [String], told: [String]) {
        #expect(Self.lines(arguments) == told + ["see: keepreel \(arguments[0]) --help"])
    }

    @Test(
        "a number or a time is told with what is taken, a negative one as well",
        arguments: [
            (["run", "--limit", "0"], "write a number from 1"), (["run", "--limit", "-3"], "write a number from 1"),
            (["status", "--runs", "-1"], "write a number from 1"),
            (["status", "--since", "-1h"], "no negative time is taken"),
            (["run", "--max-time", "-5m"], "no negative time is taken"),
            (["run", "--max-time", "10"], "'10' is a duration without a unit; write 10s, 10m or 10h"),
            (["status", "--since", "24"], "'24' is a duration without a unit; write 24s, 24m or 24h"),
            (["status", "--since", "yesterday"], "write 24h, 2026-11-20 or 2026-11-20T08:00:00Z"),
            (["prune", "--older-than", "x"], "'x' is no duration; write a duration such as 30s, 10m, 24h or 1h30m"),
        ])
    func values(arguments: [String], told: String) throws {
        let line = try #require(Self.lines(arguments).first)
        #expect(line.hasPrefix("keepreel: the value '\(arguments[2])' is invalid for '\(arguments[1]) <"), "\(line)")
        #expect(line.hasSuffix(">': \(told)"), "\(line)")
    }

    @Test("points in time are taken in each form", arguments: ["24h", "0", "2026-11-20", "2026-11-20T08:00:00Z"])
    func times(text: String) throws { _ = try PointInTime(text: text) }

    @Test("a state is told with the one that was meant")
    func states() throws {
        #expect(try StateList(text: "pending,lost").states == [.pending, .lost])
        let line = Self.lines(["status", "--state", "archvied,lost"]).first
        #expect(line?.contains("there is no state 'archvied'; did you mean 'archived'?") == true, "\(line ?? "")")
        #expect(throws: ValidationError.self) { try StateList(text: ",") }
        let all = Self.lines(["status", "--state", "all"]).first
        #expect(all?.contains("there is no state 'all'; there are, to be separated by commas: waiting, ") == true)
        let spaced = Self.lines(["status", "--state", "pending lost"]).first
        #expect(spaced?.hasSuffix("separate states by commas only") == true, "\(spaced ?? "")")
    }

    @Test(
        "options, values and the names of other places are no commands",
        arguments: [["--help"], ["help", "status"], ["run", "stauts"], []])
    func known(arguments: [String]) {
        #expect(CommandWords(arguments, of: Keepreel.self).unknown == nil)
    }
}
