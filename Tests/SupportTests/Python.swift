import FoundationEssentials
import TestServers
import Testing

/// Scripts over official SDKs, which judge what the servers of the tests say.
enum Python {
    /// Runs a script of the resources with a JSON value on stdin, and reads the one it prints.
    static func run<Input: Encodable, Output: Decodable>(
        _ script: String, _ input: Input, as output: Output.Type = Output.self
    ) async throws -> Output {
        let scratch = try ScratchDirectory("python")
        let process = try start(script, stdin: .bytes([UInt8](JSONEncoder().encode(input))), temporary: scratch.path)
        let result = try await process.result()
        try #require(result.status == 0, "\(result.errors)")
        return try JSONDecoder().decode(Output.self, from: Data(result.standardOutput))
    }

    /// Starts a script of the resources.
    /// - Parameter temporary: the directory for its files.
    static func start(
        _ script: String, stdin: ProcessInput = .open, temporary: String = "/nonexistent"
    ) throws -> RunningProcess {
        let python = "\(repositoryRoot)/.venv/bin/python3"
        try #require(
            FileManager.default.isExecutableFile(atPath: python),
            "an official SDK judges this test and is missing: run Scripts/test, which installs it into .venv")
        // Whatever it wanted of other hosts would fail at a port where nobody listens.
        let environment = [
            "PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "TMPDIR": temporary, "PYTHONDONTWRITEBYTECODE": "1",
            "no_proxy": "127.0.0.1,localhost", "NO_PROXY": "127.0.0.1,localhost",
            "http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9",
        ]
        return try RunningProcess.start(
            python, ["\(repositoryRoot)/Tests/SupportTests/Resources/\(script)"], environment: environment,
            stdin: stdin)
    }
}
