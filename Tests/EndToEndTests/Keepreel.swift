import Foundation
import TestServers

/// The built binary with settings of its own: a new user's machine.
struct Keepreel: Sendable {
    static let secretKey = S3Identity.administrator.secretAccessKey

    let home: ScratchDirectory
    var environment: [String: String]

    /// The binary stands beside the test bundle.
    static let binary = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "keepreel")
        .path

    /// - Parameters:
    ///   - api: base URL of Model Studio.
    ///   - endpoint: the storage's, `nil` for one nobody listens at.
    init(api: String, apiKey: String, endpoint: String, bucket: String = "videos") throws {
        home = try ScratchDirectory("home")
        environment = [
            "HOME": home.path, "PATH": "/usr/bin:/bin", "DASHSCOPE_API_KEY": apiKey, "KEEPREEL_STUDIO_ENDPOINT": api,
            "KEEPREEL_STORAGE_URL": "s3://\(bucket)/clips", "KEEPREEL_STORAGE_ENDPOINT": endpoint,
            "AWS_ACCESS_KEY_ID": S3Identity.administrator.accessKeyID, "AWS_SECRET_ACCESS_KEY": Self.secretKey,
            "KEEPREEL_TRANSFER_ALLOW_PRIVATE_SOURCES": "true", "KEEPREEL_DISCOVER_ENABLED": "false",
            "KEEPREEL_TRANSFER_RETRIES": "0",
        ]
    }

    var manifestPath: String { home.path + "/.local/share/keepreel/manifest.sqlite" }

    func callAsFunction(_ arguments: String..., stdin: String = "") async throws -> ProcessResult {
        try await runProcess(
            Self.binary, arguments, environment: environment, workingDirectory: home.path, stdin: Array(stdin.utf8))
    }

    func callAsFunction(_ arguments: [String]) async throws -> ProcessResult {
        try await runProcess(Self.binary, arguments, environment: environment, workingDirectory: home.path)
    }

    func start(_ arguments: String...) throws -> RunningProcess {
        try RunningProcess.start(Self.binary, arguments, environment: environment, workingDirectory: home.path)
    }

    /// The exported entries.
    func entries() async throws -> [[String: Any]] {
        let result = try await self("export")
        return try result.output.split(separator: "\n").map { line in
            try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
        }
    }
}

/// GET without credentials, as any browser's.
func fetch(_ url: String) async throws -> (status: Int, type: String, body: [UInt8]) {
    let result = try await runProcess("curl", ["-q", "-s", "-w", "%{stderr}%{http_code} %{content_type}", url])
    let parts = result.errors.split(separator: " ", maxSplits: 1)
    return (parts.first.flatMap { Int($0) } ?? 0, parts.count > 1 ? String(parts[1]) : "", result.standardOutput)
}
