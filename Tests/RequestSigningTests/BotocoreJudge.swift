import Foundation
import Testing

/// Asks botocore, the signer of Amazon's own tools, for its signatures.
enum BotocoreJudge {
    struct Verdict: Decodable {
        var authorization: String?
        var payload: String?
        var token: String?
        var query: [[String]]?
    }

    /// One verdict for each case, in their order.
    static func verdicts(on cases: [JudgedCase]) throws -> [Verdict] {
        let tests = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        let root = tests.deletingLastPathComponent().deletingLastPathComponent()
        let python = root.appending(path: ".venv/bin/python3")
        try #require(
            FileManager.default.isExecutableFile(atPath: python.path),
            "botocore judges this test and is missing: run Scripts/test, which installs it into .venv")

        let input = FileManager.default.temporaryDirectory.appending(path: "judged-\(UUID().uuidString).json")
        try JSONEncoder().encode(cases).write(to: input)
        defer { try? FileManager.default.removeItem(at: input) }

        let process = Process()
        let output = Pipe()
        process.executableURL = python
        process.arguments = [tests.appending(path: "Resources/botocore_judge.py").path]
        process.standardInput = try FileHandle(forReadingFrom: input)
        process.standardOutput = output
        try process.run()
        let printed = try output.fileHandleForReading.readToEnd()
        process.waitUntilExit()
        try #require(
            process.terminationStatus == 0, "the judge failed, see its message above; Scripts/test installs botocore")
        return try JSONDecoder().decode([Verdict].self, from: try #require(printed))
    }
}
