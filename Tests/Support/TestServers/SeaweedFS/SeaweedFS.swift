/// A real S3 server with buckets of its own, on free ports of 127.0.0.1, its data in a directory of its own.
///
/// It ends with ``stop()``, with this value, and also when the process that started it ends in whatever way.
///
/// What it does, as measured with 4.48: signatures are verified, those of chunks too (a wrong one is 500 `InternalError`);
/// ranges, `If-Match`, `If-None-Match: *` on writing (412), `Content-MD5` and checksum headers (400 `BadDigest`) and the 5
/// MiB of parts count; a repeated Complete and a repeated abort succeed; `x-amz-acl` has no effect. A page of unfinished
/// uploads names the next id, but not the next key. Objects sent in chunks come back with `Content-Encoding:
/// aws-chunked`. Keys with `.` or `..` segments get 400 `InvalidRequest`, segments above 255 bytes 400 `KeyTooLongError`.
public final class SeaweedFS: StorageServer {
    /// What kind of server it is.
    public let kind = StorageServerKind.seaweedfs
    /// `http://127.0.0.1:PORT`, or `https://localhost:PORT` with TLS.
    public let endpoint: String
    /// The certificate authority to be trusted with TLS (PEM).
    public let caPath: String?
    /// The user that may do everything.
    public let administrator: S3Identity
    /// The region requests are signed for.
    public let region = "us-east-1"
    /// The names of its buckets.
    public let buckets: [String]
    /// What it honestly does, as measured.
    public let features: StorageFeatures
    let metricsPort: UInt16
    /// Its process.
    public let guardian: Guardian

    /// Starts a server and waits until it serves its buckets.
    /// - Parameters:
    ///   - buckets: the names of the buckets it has, 3 to 63 characters each.
    ///   - administrator: a user that may do everything.
    ///   - identities: further users.
    ///   - anonymousRead: whether anybody may read objects.
    ///   - tls: whether it serves by TLS.
    public static func start(
        buckets: [String], administrator: S3Identity = .administrator, identities: [S3Identity] = [],
        anonymousRead: Bool = false, tls: Bool = false
    ) async throws -> SeaweedFS {
        let users = [administrator] + identities
        return try await Guardian.retryingPorts {
            try await startOnce(buckets: buckets, users: users, anonymousRead: anonymousRead, tls: tls)
        }
    }

    /// - Parameter users: the administrator first.
    private static func startOnce(
        buckets: [String], users: [S3Identity], anonymousRead: Bool, tls: Bool
    ) async throws -> SeaweedFS {
        let scratch = try ScratchDirectory("seaweedfs")
        let ports = try SeaweedPorts()
        let certificates = tls ? try await TestCertificates.make(in: scratch) : nil
        try SeaweedConfiguration(users, anonymousRead: anonymousRead).write(to: scratch.file("s3.json"))
        let server = try SeaweedFS(
            endpoint: tls ? "https://localhost:\(ports["-s3.port.https"])" : "http://127.0.0.1:\(ports["-s3.port"])",
            certificates: certificates, administrator: users[0], buckets: buckets, anonymousRead: anonymousRead,
            scratch: scratch, ports: ports)
        try await server.waitUntilReady()
        for bucket in buckets { try await server.create(bucket) }
        return server
    }

    private init(
        endpoint: String, certificates: TestCertificates?, administrator: S3Identity, buckets: [String],
        anonymousRead: Bool, scratch: ScratchDirectory, ports: SeaweedPorts
    ) throws {
        self.endpoint = endpoint
        self.administrator = administrator
        self.buckets = buckets
        let always: StorageFeatures = [
            .signatures, .ranges, .conditionalWrite, .signedChunks, .pagedUploads, .contentMD5, .ifMatch, .partSizes,
        ]
        features = anonymousRead ? always.union(.anonymousRead) : always
        caPath = certificates?.authorityPath
        metricsPort = ports["-metricsPort"]
        var arguments = [
            "-logtostderr=true", "mini", "-dir=\(scratch.path)", "-ip=127.0.0.1", "-ip.bind=127.0.0.1",
            "-metricsIp=127.0.0.1", "-s3.config=\(scratch.file("s3.json"))", "-s3.port.iceberg=0",
            "-s3.port.lance=0", "-s3.autoCreateBucket=false", "-admin.ui=false", "-webdav=false",
            "-master.telemetry=false", "-master.volumeSizeLimitMB=1024", "-volume.max=0",
        ]
        arguments += ports.arguments(tls: certificates != nil)
        if let certificates {
            arguments += [
                "-s3.cert.file=\(certificates.certificatePath)", "-s3.key.file=\(certificates.keyPath)",
            ]
        }
        guardian = try Guardian(
            ["\(repositoryRoot)/.venv/bin/weed"] + arguments, scratch: scratch,
            leftovers: ports.all.map { "/tmp/seaweedfs-*-\($0).sock" })
    }
}
