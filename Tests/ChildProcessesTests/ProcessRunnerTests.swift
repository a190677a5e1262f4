import Foundation
import Glibc
import TestServers
import Testing

@testable import ChildProcesses

@Suite("Running programs", .timeLimit(.minutes(1)))
struct ProcessRunnerTests {
    private static let environment = ["PATH": "/usr/bin:/bin"]

    private func shell(
        _ script: String, timeLimit: Duration = .seconds(30), outputLimit: Int = 64 << 10,
        environment: [String: String] = environment
    ) async -> ProcessOutcome {
        await ProcessRunner(timeLimit: timeLimit, outputLimit: outputLimit)
            .run(["/bin/sh", "-c", script], environment: environment)
    }

    private func exited(_ text: String, status: Int32 = 0) -> ProcessOutcome {
        .exited(status: status, output: Array(text.utf8))
    }

    @Test("arguments reach the program as they are, no shell between")
    func arguments() async {
        let words = ["/usr/bin/printf", "%s|", "a b", "", "$HOME", "*", "'\"", "é"]
        #expect(await ProcessRunner().run(words, environment: [:]) == exited("a b||$HOME|*|'\"|é|"))
    }

    @Test("a name is found in PATH, and the environment is just what is given")
    func environment() async {
        let outcome = await ProcessRunner().run(["env"], environment: ["KEY": "a=b c"])
        #expect(outcome == exited("KEY=a=b c\n"))
    }

    @Test("stdin is empty, and no descriptor but stdout and stderr is inherited")
    func descriptors() async {
        let file = open("/dev/null", O_RDONLY)
        // A program that has many open gets high numbers.
        let high = fcntl(file, F_DUPFD, 1500)
        defer { for descriptor in [file, high] { close(descriptor) } }
        #expect(high >= 1500)
        // The last is that of `ls` itself.
        #expect(await shell("cat; ls /proc/self/fd; exit $?") == exited("0\n1\n2\n3\n"))
    }

    @Test("signals that keepreel ignores or blocks are not ignored by the program")
    func signals() async throws {
        let before = [SIGTERM, SIGHUP, SIGXFSZ].map { ($0, signal($0, SIG_IGN)) }
        defer { for (number, handler) in before { signal(number, handler) } }
        guard case .exited(0, let output) = await shell("grep -E 'SigBlk|SigIgn' /proc/self/status") else {
            Issue.record("grep did not end well")
            return
        }
        let masks = String(decoding: output, as: UTF8.self).split(whereSeparator: \.isWhitespace).compactMap {
            UInt64($0, radix: 16)
        }
        try #require(masks.count == 2)
        let ours: UInt64 = [SIGHUP, SIGINT, SIGTERM, SIGPIPE, SIGXFSZ].reduce(0) { $0 | 1 << UInt64($1 - 1) }
        #expect(masks.allSatisfy { $0 & ours == 0 })
    }

    @Test("only stdout is taken")
    func standardError() async {
        #expect(await shell("echo out; echo the test of stderr says hello >&2") == exited("out\n"))
    }

    @Test("its end is told")
    func ends() async {
        #expect(await shell("echo x; exit 3") == exited("x\n", status: 3))
        #expect(await shell("kill -9 $$") == .killed(signal: 9))
        #expect(await shell("") == exited(""))
    }

    @Test("what is no program does not start")
    func notStarted() async {
        let runner = ProcessRunner()
        #expect(await runner.run(["/none"], environment: [:]) == .notStarted("No such file or directory"))
        #expect(await runner.run(["/etc/passwd"], environment: [:]) == .notStarted("Permission denied"))
        #expect(await runner.run([], environment: [:]) == .notStarted("no program is named"))
    }

    @Test("one that takes too long is killed, with those it started")
    func timeLimit() async throws {
        let folder = try ScratchDirectory("process")
        let script = "sleep 600 & echo $! > \(folder.path)/pid; sleep 600"
        #expect(await shell(script, timeLimit: .milliseconds(500)) == .timedOut)
        let text = try String(contentsOfFile: folder.file("pid"), encoding: .utf8)
        let pid = try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        while isRunning(pid) { await Task.yield() }
    }

    /// Whoever waits for orphans may take its time, so a dead one counts as gone.
    private func isRunning(_ pid: pid_t) -> Bool {
        guard let status = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else { return false }
        return status.split(separator: ")").last?.split(separator: " ").first != "Z"
    }

    @Test("one that closed its output and lives on is killed at the limit, too")
    func closedOutput() async {
        #expect(await shell("exec >&-; sleep 600", timeLimit: .milliseconds(300)) == .timedOut)
    }

    @Test("one that leaves somebody behind who holds the pipe is not waited for beyond its end")
    func leftBehind() async {
        #expect(await shell("setsid sleep 20 & echo done") == exited("done\n"))
    }

    @Test("output is taken whole up to the limit, and beyond it the program is killed")
    func outputLimit() async {
        let whole = await shell("head -c 60000 /dev/zero | tr '\\0' x")
        #expect(whole == exited(String(repeating: "x", count: 60_000)))
        #expect(await shell("yes", outputLimit: 1000) == .tooMuchOutput)
    }

    @Test("a cancelled caller's program is killed")
    func cancellation() async throws {
        let folder = try ScratchDirectory("process")
        let task = Task { await shell("touch \(folder.path)/started; sleep 600") }
        while access(folder.file("started"), F_OK) != 0 { await Task.yield() }
        task.cancel()
        #expect(await task.value == .cancelled)
    }

    @Test("many run at a time, and none is left behind")
    func many() async {
        await withTaskGroup(of: ProcessOutcome.self) { group in
            for number in 0..<30 { group.addTask { await shell("echo \(number)") } }
            var outputs: [ProcessOutcome] = []
            for await outcome in group { outputs.append(outcome) }
            for number in 0..<30 { #expect(outputs.contains(exited("\(number)\n"))) }
        }
    }
}
