import Foundation
import TestServers
import Testing

@Suite("Input and names made to harm", .timeLimit(.minutes(2)))
struct HostileInputTests {
    private static func tool() throws -> Keepreel {
        try Keepreel(api: "http://127.0.0.1:1/api/v1", apiKey: "k", endpoint: "http://127.0.0.1:1")
    }

    private static func holdsMarks(_ text: String) -> Bool {
        text.unicodeScalars.contains { scalar in
            scalar != "\n" && [.control, .format, .lineSeparator].contains(scalar.properties.generalCategory)
        }
    }

    @Test(
        "a line without end costs no more memory than the bound, and the lines around it are taken",
        arguments: ["a", "{\"a\":"])
    func endlessLine(piece: String) async throws {
        let keepreel = try Self.tool()
        // 100 MB on one line; the shell's `ulimit` would count what is only reserved.
        let script = """
            { echo t-1; yes '\(piece)' | tr -d '\\n' | head -c 100000000; echo; echo t-2; } | \
            { "$0" add - --format json; status=$?; exit $status; }
            """
        let measured =
            "import resource,subprocess,sys\n"
            + "p=subprocess.run(['sh','-c',sys.argv[1],sys.argv[2]])\n"
            + "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\nsys.exit(p.returncode)"
        let result = try await runProcess(
            "python3", ["-c", measured, script, Keepreel.binary], environment: keepreel.environment,
            workingDirectory: keepreel.home.path)
        #expect(result.status == 64, "\(result.errors)")
        let lines = result.output.split(separator: "\n")
        #expect(lines.first == "{\"added\":2,\"known\":0,\"rejected\":1}")
        #expect(result.errors.contains("line 2 is skipped: the line is longer than 4 MiB"), "\(result.errors)")
        let kibibytes = try #require(lines.last.flatMap { Int($0) })
        #expect(kibibytes < 100 << 10)
    }

    @Test("rubbish lines are told without what they would do to a terminal")
    func marks() async throws {
        let keepreel = try Self.tool()
        let lines = [
            "\u{1B}]0;title\u{7}", "\u{1B}[2J", "a\u{9B}31m", "\u{202E}gpj.exe", "{\"task_id\":\"\u{1B}[31m\"}",
            "{\"code\":\"\\u001b[31m\",\"message\":\"\\u202e\"}", "../../etc/passwd", "file:///etc/passwd", "t-1",
        ]
        let result = try await keepreel("add", "-", stdin: lines.joined(separator: "\n"))
        #expect(result.status == 64)
        #expect(result.output.hasPrefix("1 added"))
        #expect(!Self.holdsMarks(result.output + result.errors), "\(result.errors)")
    }

    @Test(
        "no command repeats a control character",
        arguments: [
            ["--config", "/tmp/\u{1B}[31m\u{7}\u{202E}.yaml", "status"], ["link", "\u{1B}[31m"], ["add", "\u{9B}31m"],
            ["submit", "--image", "/tmp/\u{1B}[31m.png", "--video", "/tmp/\u{202E}.mp4", "--mode", "wan-std"],
            ["submit", "--from-file", "/tmp/\u{1B}[31m\u{202E}.jsonl"], ["status", "--state", "\u{1B}[31m"],
            ["\u{1B}[31m"], ["run", "--only", "\u{1B}[31m"], ["export", "--output", "/nonexistent/\u{1B}[31m/a"],
        ])
    func arguments(arguments: [String]) async throws {
        let result = try await Self.tool()(arguments)
        #expect(result.status != 0)
        #expect(!result.errors.isEmpty)
        #expect(!Self.holdsMarks(result.output + result.errors), "\(result.errors)")
    }
}
