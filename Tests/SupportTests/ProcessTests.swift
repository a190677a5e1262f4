import FoundationEssentials
import Glibc
import TestServers
import Testing

@Suite("Running processes", .timeLimit(.minutes(5)))
struct ProcessTests {
    @Test("more than a pipe holds goes in and comes out")
    func fullPipes() async throws {
        let bytes = [UInt8](repeating: 65, count: 20_000_000)
        let result = try await runProcess("/bin/sh", ["-c", "tee /dev/stderr"], stdin: bytes)
        #expect(result.standardOutput == bytes)
        #expect(result.standardError == bytes)
        #expect(result.status == 0)
    }

    @Test("status, signal, environment and directory are what they were given")
    func ending() async throws {
        #expect(try await runProcess("/bin/sh", ["-c", "exit 7"]).status == 7)
        let killed = try await runProcess("/bin/sh", ["-c", "kill -TERM $$"])
        #expect(killed.status == 128 + SIGTERM)
        #expect(killed.signal == SIGTERM)
        let result = try await runProcess(
            "/bin/sh", ["-c", "echo $A; pwd"], environment: ["A": "b"], workingDirectory: "/usr")
        #expect(result.output == "b\n/usr\n")
    }

    @Test("a process that does not read its stdin does no harm")
    func unreadInput() async throws {
        let result = try await runProcess("true", stdin: [UInt8](repeating: 0, count: 1_000_000))
        #expect(result.status == 0)
    }

    @Test("a program that is not there is an error")
    func missingProgram() async {
        await #expect(throws: ServerError.notStarted(program: "/no/such", errno: ENOENT)) {
            try await runProcess("/no/such")
        }
    }

    @Test("a process that takes too long is killed")
    func deadline() async {
        await #expect(throws: ServerError.self) {
            try await runProcess("sleep", ["100"], deadline: .milliseconds(50))
        }
    }

    @Test("a child that outlives its parent and holds the pipes does not keep the result back")
    func survivingChild() async throws {
        let result = try await runProcess("/bin/sh", ["-c", "sleep 5 & echo $!"])
        let child = try #require(pid_t(result.output.trimmingSuffix(while: \.isNewline)))
        #expect(kill(child, SIGKILL) == 0)
    }

    @Test("the peak of memory is the process's own")
    func memory() async throws {
        let result = try await runProcess(
            "/bin/sh", ["-c", "x=$(head -c 30000000 /dev/zero | tr '\\0' a); sleep 0.05"])
        #expect((30_000_000..<200_000_000).contains(result.peakMemory))
    }

    @Test("a running process takes input, tells output and obeys signals")
    func interaction() async throws {
        let process = try RunningProcess.start("cat", stdin: .open)
        process.write(Array("hello\n".utf8))
        try await process.wait { output, _ in output == "hello\n" }
        #expect(process.isRunning)
        process.signal(SIGTERM)
        #expect(try await process.result().signal == SIGTERM)
    }
}

extension String {
    /// This text without the characters at its end that fulfil a condition.
    fileprivate func trimmingSuffix(while isCut: (Character) -> Bool) -> String {
        String(String(reversed().drop(while: isCut)).reversed())
    }
}
