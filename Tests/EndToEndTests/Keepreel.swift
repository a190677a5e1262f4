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
        try await self(arguments, stdin: stdin)
    }

    func callAsFunction(_ arguments: [String], stdin: String = "") async throws -> ProcessResult {
        let result = try await runProcess(
            Self.binary, arguments, environment: environment, workingDirectory: home.path, stdin: Array(stdin.utf8))
        try expectNoSecretInManifest()
        return result
    }

    func start(_ arguments: String...) throws -> RunningProcess { try start(arguments) }

    func start(_ arguments: [String]) throws -> RunningProcess {
        try RunningProcess.start(Self.binary, arguments, environment: environment, workingDirectory: home.path)
    }

    /// No byte of the manifest's files is part of a secret; a signed URL lies there only until its video is archived.
    func expectNoSecretInManifest() throws {
        let bytes = manifestBytes()
        let told = SecretWatch(environment: environment).secrets(in: bytes)
        guard told.isEmpty else { throw ServerError.toldSecrets(program: manifestPath, secrets: told) }
    }

    /// Every byte of the manifest and of what SQLite keeps beside it.
    func manifestBytes() -> [UInt8] {
        let path = environment["KEEPREEL_MANIFEST_PATH"] ?? manifestPath
        return ["", "-wal", "-shm"].reduce(into: []) { bytes, suffix in
            guard FileManager.default.isReadableFile(atPath: path + suffix) else { return }
            // It may be gone by now: whoever closes the manifest last removes the log.
            bytes += (try? Data(contentsOf: URL(filePath: path + suffix))) ?? Data()
        }
    }

    /// What was told by all ways out, and where every video is archived no signature is left.
    func expectNothingTold() async throws {
        guard FileManager.default.fileExists(atPath: manifestPath) else { return }
        for format in ["jsonl", "json", "csv"] { _ = try await self("export", "--format", format) }
        _ = try await self("status", "--format", "json")
        let open = try await entries().filter { ["pending", "archiving"].contains($0["state"] as? String) }
        guard open.isEmpty else { return }
        let signatures = SecretWatch.signatures(in: manifestBytes())
        guard signatures.isEmpty else { throw ServerError.toldSecrets(program: manifestPath, secrets: signatures) }
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
