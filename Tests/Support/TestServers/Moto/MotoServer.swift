/// moto (PyPI `moto[server]`), which imitates AWS's S3 in memory, by plain HTTP.
///
/// What it does, as measured with 5.2.5: takes any key and secret and verifies no signature, neither of requests nor of
/// chunks; ranges and `If-Match` on reading, `If-None-Match: *` on writing (412), object ACLs (`public-read` may be read
/// by anybody), at least 5 MiB a part but the last; a repeated Complete succeeds. Neither `Content-MD5` nor checksum
/// headers are checked, lists of unfinished uploads come on one page whatever was asked for, and bodies are held in memory.
public final class MotoServer: StorageServer {
    /// What kind of server it is.
    public let kind = StorageServerKind.moto
    /// `http://127.0.0.1:PORT`.
    public let endpoint: String
    /// The certificate authority to be trusted with TLS (PEM).
    public let caPath: String? = nil
    /// The region requests are signed for.
    public let region = "us-east-1"
    /// The user that may do everything.
    public let administrator = S3Identity.administrator
    /// The names of its buckets.
    public let buckets: [String]
    /// What it honestly does, as measured.
    public let features: StorageFeatures = [.ranges, .conditionalWrite, .anonymousRead, .ifMatch, .partSizes, .anyKey]
    /// Its process.
    public let guardian: Guardian

    /// Starts a server and waits until it serves its buckets.
    public static func start(buckets: [String]) async throws -> MotoServer {
        try await Guardian.retryingPorts {
            let server = try MotoServer(buckets: buckets, port: try FreePort.take())
            try await server.createBuckets()
            return server
        }
    }

    private init(buckets: [String], port: UInt16) throws {
        self.buckets = buckets
        endpoint = "http://127.0.0.1:\(port)"
        let scratch = try ScratchDirectory("moto")
        let environment = [
            "PATH": "/usr/bin:/bin", "HOME": scratch.path, "TMPDIR": scratch.path, "PYTHONDONTWRITEBYTECODE": "1",
        ]
        guardian = try Guardian(
            ["\(repositoryRoot)/.venv/bin/moto_server", "-H", "127.0.0.1", "-p", "\(port)"], scratch: scratch,
            environment: environment)
    }

    private var curl: SignedCurl { SignedCurl(endpoint: endpoint, region: region, user: administrator) }

    private func createBuckets() async throws {
        for bucket in buckets {
            try await guardian.repeatUntilReady { try await curl.request("PUT", bucket).status == 200 }
        }
    }

    /// Reads an object; `nil` if there is none.
    public func object(_ key: String, in bucket: String) async throws -> [UInt8]? {
        try await curl.object(key, in: bucket)
    }
}
