import FoundationEssentials
import TestServers
import Testing

@testable import ObjectStorage

/// Asks botocore, the client of Amazon's own tools, for presigned URLs.
enum BotocorePresigner {
    struct Case: Codable, Sendable {
        var endpoint: String
        var region: String
        var key: String
        var seconds: Int
        var token: String?
        var isVirtual = false
        var bucket = "videos"
        var accessKeyID = "AKIDEXAMPLE"
        var secret = Bucket.testSecret
        var time = Bucket.testTime
    }

    /// One URL for each case, in their order.
    static func urls(for cases: [Case]) async throws -> [String] {
        let script = "\(repositoryRoot)/Tests/ObjectStorageTests/Resources/botocore_presigner.py"
        let result = try await runProcess(
            "\(repositoryRoot)/.venv/bin/python3", [script], stdin: Array(JSONEncoder().encode(cases)))
        try #require(result.status == 0, "botocore failed: \(result.errors); Scripts/test installs it into .venv")
        return try JSONDecoder().decode([String].self, from: Data(result.standardOutput))
    }
}
