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
                    "keepreel: the value 'x' is invalid for '--limit <n>'",
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
            (["run", "--limit", "0"], ["keepreel: --limit takes a number from 1"]),
        ])
    func options(arguments: [String], told: [String]) {
        #expect(Self.lines(arguments) == told + ["see: keepreel \(arguments[0]) --help"])
    }

    @Test("a state is told with the one that was meant")
    func states() throws {
        #expect(try StateList(text: "pending,lost").states == [.pending, .lost])
        let line = Self.lines(["status", "--state", "archvied,lost"]).first
        #expect(line?.contains("there is no state 'archvied'; did you mean 'archived'?") == true, "\(line ?? "")")
        #expect(throws: ValidationError.self) { try StateList(text: ",") }
    }

    @Test(
        "options, values and the names of other places are no commands",
        arguments: [["--help"], ["help", "x"], ["run", "stauts"], []])
    func known(arguments: [String]) {
        #expect(CommandWords(arguments, of: Keepreel.self).unknown == nil)
    }
}
