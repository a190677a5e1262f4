/// An S3 server that checks every signature by botocore's signer and has the habits of one provider or another.
///
/// At `127.0.0.1` buckets stand in the path; names below `localhost` lead curl to this machine, too: at
/// `s3.REGION.localhost` buckets stand in the path, at `BUCKET.s3.REGION.localhost` in the host, and a bucket of another
/// region answers there 301 `PermanentRedirect`.
public final class StrictS3Server: ControlledServer {
    /// Whose habits it has.
    public let kind: StorageServerKind
    /// `http://127.0.0.1:PORT`, or `https://localhost:PORT` with TLS.
    public let endpoint: String
    /// The certificate authority to be trusted with TLS (PEM).
    public let caPath: String?
    /// The region requests are signed for.
    public let region: String
    /// The user that may do everything.
    public let administrator = S3Identity.administrator
    /// A user with temporary keys, who may do everything.
    public let temporaryUser = ServerCredential.temporary
    /// The names of its buckets.
    public let buckets: [String]
    /// What it honestly does, as measured.
    public let features: StorageFeatures
    /// Faults, requests and settings.
    public var control: ServerControl { server.control }
    private let server: BucketServer
    private let scheme: String

    /// Starts a server and waits until it serves its buckets, which anybody may read.
    /// - Parameters:
    ///   - kind: whose habits it has.
    ///   - buckets: the names of the buckets it has, 3 to 63 characters each.
    ///   - settings: what else it is told; its habits take the place of the kind's.
    ///   - tls: whether it serves by TLS.
    public static func start(
        _ kind: StorageServerKind, buckets: [String], settings: ServerSettings = ServerSettings(), tls: Bool = false
    ) async throws -> StrictS3Server {
        let scratch = try ScratchDirectory("s3")
        var settings = settings
        let habits = settings.habits ?? .of(kind)
        settings.habits = habits
        settings.region = region(of: kind)
        settings.answersContinue = settings.answersContinue ?? (kind != .r2)
        settings.credentials = [.administrator, .temporary] + (settings.credentials ?? [])
        settings.buckets = Dictionary(buckets.map { ($0, BucketSettings(acl: "public-read")) }) { $1 }
            .merging(settings.buckets ?? [:]) { $1 }
        let names = ["s3.\(region(of: kind)).localhost", "*.s3.\(region(of: kind)).localhost"]
        let certificates = tls ? try await TestCertificates.make(in: scratch, names: names) : nil
        let server = try await BucketServer.start(.s3, settings, certificates: certificates, scratch: scratch)
        return StrictS3Server(
            kind, server, buckets: buckets, features: habits.features, caPath: certificates?.authorityPath)
    }

    private init(
        _ kind: StorageServerKind, _ server: BucketServer, buckets: [String], features: StorageFeatures,
        caPath: String?
    ) {
        self.kind = kind
        self.server = server
        self.buckets = buckets
        self.features = features
        self.caPath = caPath
        region = Self.region(of: kind)
        scheme = caPath == nil ? "http" : "https"
        endpoint = caPath == nil ? "http://127.0.0.1:\(server.port)" : "https://localhost:\(server.port)"
    }

    /// An endpoint that belongs to a region, for buckets in the path or in front of its host.
    public func endpoint(inRegion region: String) -> String { "\(scheme)://s3.\(region).localhost:\(server.port)" }

    /// Its process.
    public var guardian: Guardian { server.guardian }

    /// Reads an object; `nil` if there is none.
    public func object(_ key: String, in bucket: String) async throws -> [UInt8]? {
        try await control.content(of: key, in: bucket)
    }

    private static func region(of kind: StorageServerKind) -> String {
        switch kind {
        case .garage: "garage"
        case .r2: "auto"
        default: "us-test-1"
        }
    }
}
