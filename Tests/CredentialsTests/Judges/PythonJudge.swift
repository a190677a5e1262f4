import Foundation
import Glibc
import TestServers
import Testing

/// Asks a script of Resources, run by the Python that holds the vendors' own SDKs.
enum PythonJudge {
    /// - Parameter question: goes to the script's stdin as JSON.
    /// - Returns: what it prints.
    static func ask(_ script: String, _ question: some Encodable) async throws -> [UInt8] {
        let python = "\(repositoryRoot)/.venv/bin/python3"
        try #require(access(python, X_OK) == 0, "the judge is missing: run Scripts/test, which installs it into .venv")
        let path = "\(repositoryRoot)/Tests/CredentialsTests/Resources/\(script)"
        let result = try await runProcess(python, [path], stdin: Array(try JSONEncoder().encode(question)))
        try #require(result.status == 0, "\(script) failed, see Scripts/requirements.txt: \(result.errors)")
        return result.standardOutput
    }

    static func ask<Verdict: Decodable>(
        _ script: String, _ question: some Encodable, for type: Verdict.Type
    ) async throws -> Verdict {
        try JSONDecoder().decode(type, from: Data(try await ask(script, question)))
    }
}
