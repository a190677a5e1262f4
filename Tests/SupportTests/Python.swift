import FoundationEssentials
import TestServers
import Testing

/// Scripts over official SDKs, which judge what the servers of the tests say.
enum Python {
    /// Runs a script of the resources with a JSON value on stdin, and reads the one it prints.
    static func run<Input: Encodable, Output: Decodable>(
        _ script: String, _ input: Input, as output: Output.Type = Output.self
    ) async throws -> Output {
        let python = "\(repositoryRoot)/.venv/bin/python3"
        try #require(
            FileManager.default.isExecutableFile(atPath: python),
            "an official SDK judges this test and is missing: run Scripts/test, which installs it into .venv")
        let scratch = try ScratchDirectory("python")
        // Whatever it wanted of other hosts would fail at a port where nobody listens.
        let environment = [
            "PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "TMPDIR": scratch.path, "PYTHONDONTWRITEBYTECODE": "1",
            "no_proxy": "127.0.0.1,localhost", "NO_PROXY": "127.0.0.1,localhost",
            "http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9",
        ]
        let result = try await runProcess(
            python, ["\(repositoryRoot)/Tests/SupportTests/Resources/\(script)"], environment: environment,
            stdin: [UInt8](try JSONEncoder().encode(input)))
        try #require(result.status == 0, "\(result.errors)")
        return try JSONDecoder().decode(Output.self, from: Data(result.standardOutput))
    }
}
