public import Glibc

/// A storage server of the tests with buckets of its own, so that one suite can be run against all there are.
///
/// It ends with ``stop()``, with this value, and also when the process that started it ends in whatever way.
public protocol StorageServer: AnyObject, Sendable {
    /// What kind of server it is.
    var kind: StorageServerKind { get }
    /// `scheme://host:port`, without the bucket's name.
    var endpoint: String { get }
    /// The certificate authority to be trusted with TLS (PEM).
    var caPath: String? { get }
    /// The region requests are signed for.
    var region: String { get }
    /// The user that may do everything.
    var administrator: S3Identity { get }
    /// The names of its buckets.
    var buckets: [String] { get }
    /// What it honestly does, as measured.
    var features: StorageFeatures { get }
    /// Its process.
    var guardian: Guardian { get }

    /// Reads an object without the code under test; `nil` if there is none.
    func object(_ key: String, in bucket: String) async throws -> [UInt8]?
}

extension StorageServer {
    /// The server's process id.
    public var pid: pid_t? { guardian.pid }

    /// The largest resident set the server has had so far, in bytes; `nil` once it is gone.
    public var peakMemory: Int64? { pid.flatMap(PeakMemory.ofProcess) }

    /// What the server wrote to its log so far.
    public var log: String { guardian.log }

    /// Whether it still runs.
    public var isRunning: Bool { guardian.isRunning }

    /// Ends the server at once and removes its data.
    public func stop() async throws { try await guardian.stop() }

    /// The protocol it speaks.
    public var dialect: StorageDialect { kind.dialect }

    /// How its buckets stand in URLs.
    public var addressing: StorageAddressing { kind == .oss ? .virtual : .path }

    /// The provider's profile that fits it, by its name in the settings.
    public var profile: String { kind.profile }
}
