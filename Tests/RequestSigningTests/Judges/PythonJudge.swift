import Foundation
import Testing

/// Asks signers of others, that come as Python packages, for their signatures.
enum PythonJudge {
    /// One verdict for each case, in their order.
    /// - Parameter script: the file in `Resources` that reads a JSON list of cases and prints one of verdicts.
    static func verdicts<Case: Encodable, Verdict: Decodable>(
        _ script: String, on cases: [Case]
    ) throws -> [Verdict] {
        let tests = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent()
        let root = tests.deletingLastPathComponent().deletingLastPathComponent()
        let python = root.appending(path: ".venv/bin/python3")
        try #require(
            FileManager.default.isExecutableFile(atPath: python.path),
            "the judge of this test is missing: run Scripts/test, which installs it into .venv")

        let input = FileManager.default.temporaryDirectory.appending(path: "judged-\(UUID().uuidString).json")
        try JSONEncoder().encode(cases).write(to: input)
        defer { try? FileManager.default.removeItem(at: input) }

        let process = Process()
        let output = Pipe()
        process.executableURL = python
        process.arguments = [tests.appending(path: "Resources/\(script)").path]
        process.standardInput = try FileHandle(forReadingFrom: input)
        process.standardOutput = output
        try process.run()
        let printed = try output.fileHandleForReading.readToEnd()
        process.waitUntilExit()
        try #require(
            process.terminationStatus == 0,
            "\(script) failed, see its message above; Scripts/test installs what it needs")
        let verdicts = try JSONDecoder().decode([Verdict].self, from: try #require(printed))
        try #require(verdicts.count == cases.count)
        return verdicts
    }
}
