import ChildProcesses
import Failures
import Foundation
import Glibc
import TestServers
import Testing

@testable import Notifying

@Suite("Hooks", .timeLimit(.minutes(1)))
struct HookTests {
    private static func hook(
        _ command: String, environment: [String: String] = [:], timeLimit: Duration = .seconds(30)
    ) -> Hook {
        Hook(
            key: "notify.onArchived", command: command,
            environment: environment.merging(["PATH": "/usr/bin:/bin"]) { $1 },
            runner: ProcessRunner(
                timeLimit: timeLimit, outputLimit: 4096, dropsExcess: true, grace: .milliseconds(200),
                takesErrors: true))
    }

    private static let line = Array("{\"task_id\":\"t\"}\n".utf8)

    @Test("the shell runs the command, the line is on its stdin, and both its outputs are taken")
    func call() async {
        let result = await Self.hook("cat; echo \"$0 $((1 + 1))\" >&2").call(Self.line)
        #expect(result.output == "{\"task_id\":\"t\"}\n/bin/sh 2\n")
        #expect(result.failure(of: "t") == nil && !result.isCancelled)
    }

    @Test(
        "each end that is none has its message",
        arguments: [
            ("echo no; echo; echo '  way' >&2; exit 3", "ended with status 3, saying: no / way"),
            ("kill -9 $$", "was ended by signal 9"), ("nothing-of-this-name", "ended with status 127, saying: "),
        ])
    func failures(command: String, message: String) async throws {
        let failure = try #require(await Self.hook(command).call(Self.line).failure(of: "task-1"))
        #expect(failure.code == "notify.hook")
        #expect(
            failure.message.hasPrefix("notify.onArchived for task task-1 \(message)"), "\(failure.message)")
    }

    @Test("one that hangs and ignores SIGTERM is killed with what it started, and so is one that waits for more input")
    func hanging() async throws {
        let folder = try ScratchDirectory("hook")
        let deaf = "trap '' TERM; sleep 600 & echo $! > \(folder.path)/pid; cat; while :; do sleep 1; done"
        let result = await Self.hook(deaf, timeLimit: .milliseconds(500)).call(Self.line)
        #expect(result.failure(of: "t")?.message.contains("took too long and was ended") == true)
        #expect(result.output.contains("task_id"), "what it wrote before is kept")
        let text = try String(contentsOfFile: folder.file("pid"), encoding: .utf8)
        let pid = try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        while kill(pid, 0) == 0, !Self.isDead(pid) { await Task.yield() }
    }

    /// Whoever waits for orphans may take its time.
    private static func isDead(_ pid: pid_t) -> Bool {
        guard let status = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else { return true }
        return status.split(separator: ")").last?.split(separator: " ").first == "Z"
    }

    @Test("one that ends on SIGTERM may clean up first")
    func term() async {
        let polite = "trap 'echo bye; exit 0' TERM; while :; do sleep 0.01; done"
        let result = await Self.hook(polite, timeLimit: .milliseconds(300)).call(Self.line)
        #expect(result.output.hasSuffix("bye\n"), "the shell may tell of the end of sleep, too")
        #expect(result.failure(of: "t") != nil)
    }

    @Test("one that reads nothing of a long line, and one that writes much, end well")
    func pipes() async {
        let long = [UInt8](repeating: UInt8(ascii: "x"), count: 300_000)
        #expect(await Self.hook("exit 0").call(long).failure(of: "t") == nil)
        #expect(await Self.hook("exec <&-; sleep 0.1").call(long).failure(of: "t") == nil)
        #expect(await Self.hook("wc -c").call(long).output == "300000\n")
        let much = await Self.hook("head -c 1000000 /dev/zero | tr '\\0' x").call(Self.line)
        #expect(much.failure(of: "t") == nil)
        #expect(much.output == String(repeating: "x", count: 4096))
    }

    @Test("a stop of the run ends it, which is no failure of its own")
    func cancelled() async throws {
        let folder = try ScratchDirectory("hook")
        let task = Task { await Self.hook("touch \(folder.path)/begun; sleep 600").call(Self.line) }
        while access(folder.file("begun"), F_OK) != 0 { await Task.yield() }
        task.cancel()
        let result = await task.value
        #expect(result.isCancelled && result.failure(of: "t") == nil)
    }

    @Test("keepreel's own variables are kept from it, and no descriptor is left open in it")
    func surroundings() async {
        let environment = [
            "DASHSCOPE_API_KEY": "secret", "AWS_SECRET_ACCESS_KEY": "secret", "OSS_ACCESS_KEY_SECRET": "secret",
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "secret", "KEEPREEL_STUDIO_API_KEY": "secret", "NOTIFY_SOCKET": "/s",
            "aws_session_token": "secret", "HOME": "/home/me", "KEPT": "yes",
        ]
        let result = await Self.hook("env; ls /proc/self/fd", environment: environment).call(Self.line)
        let lines = Set(result.output.split(separator: "\n").map(String.init))
        #expect(lines.isSuperset(of: ["HOME=/home/me", "KEPT=yes", "PATH=/usr/bin:/bin", "0", "1", "2"]))
        #expect(!result.output.contains("secret") && !result.output.contains("NOTIFY_SOCKET"))
        // The fourth is that of `ls` itself.
        #expect(lines.filter { Int($0) != nil } == Set(["0", "1", "2", "3"]))
    }
}
