public import Glibc

/// A real S3 server with buckets of its own, on free ports of 127.0.0.1, its data in a directory of its own.
///
/// It ends with ``stop()``, with this value, and also when the process that started it ends in whatever way.
public final class SeaweedFS: Sendable {
    /// `http://127.0.0.1:PORT`, or `https://localhost:PORT` with TLS.
    public let endpoint: String
    /// The certificate authority to be trusted with TLS (PEM).
    public let caPath: String?
    /// The user that may do everything.
    public let administrator: S3Identity
    /// The region requests are signed for.
    public let region = "us-east-1"
    let metricsPort: UInt16
    private let scratch: ScratchDirectory
    private let guardian: RunningProcess

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
        for _ in 0..<2 {
            // A port may be taken by another between its choice and its use; the next attempt chooses others.
            do {
                return try await startOnce(buckets: buckets, users: users, anonymousRead: anonymousRead, tls: tls)
            } catch ServerError.notReady {}
        }
        return try await startOnce(buckets: buckets, users: users, anonymousRead: anonymousRead, tls: tls)
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
            certificates: certificates, administrator: users[0], scratch: scratch, ports: ports)
        try await server.waitUntilReady()
        for bucket in buckets { try await server.create(bucket) }
        return server
    }

    private init(
        endpoint: String, certificates: TestCertificates?, administrator: S3Identity, scratch: ScratchDirectory,
        ports: SeaweedPorts
    ) throws {
        self.endpoint = endpoint
        self.administrator = administrator
        self.scratch = scratch
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
        guardian = try RunningProcess.start(
            "/bin/sh", Self.guardianArguments(scratch: scratch, ports: ports, server: arguments),
            workingDirectory: scratch.path, stdin: .open, isKilledOnRelease: false)
    }

    deinit { guardian.closeInput() }

    /// The server's process id.
    public var pid: pid_t? { pid_t(guardian.output.prefix { $0 != "\n" }) }

    /// What the server wrote to its log so far.
    public var log: String { guardian.errors }

    /// Whether it still runs.
    public var isRunning: Bool { guardian.isRunning }

    /// Ends the server at once and removes its data.
    public func stop() async throws {
        guardian.closeInput()
        _ = try await guardian.result(deadline: .seconds(20))
    }
}
