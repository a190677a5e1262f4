/// A server that speaks Alibaba OSS's own protocol and checks every signature by the official SDK's signer.
///
/// Names below `localhost` lead curl to this machine: `oss-cn-test.localhost` is the endpoint, and
/// `BUCKET.oss-cn-test.localhost` a bucket.
public final class OSSServer: ControlledServer {
    /// What kind of server it is.
    public let kind = StorageServerKind.oss
    /// `http://oss-cn-test.localhost:PORT`, or https.
    public let endpoint: String
    /// The endpoint inside OSS's own network, `http://oss-cn-test-internal.localhost:PORT`.
    public let internalEndpoint: String
    /// The certificate authority to be trusted with TLS (PEM).
    public let caPath: String?
    /// The region requests are signed for.
    public let region = home
    /// The user that may do everything.
    public let administrator = S3Identity.administrator
    /// A user with temporary keys, who may do everything.
    public let temporaryUser = ServerCredential.temporary
    /// The names of its buckets.
    public let buckets: [String]
    /// What it honestly does, as measured.
    public let features: StorageFeatures = [
        .signatures, .ranges, .conditionalWrite, .anonymousRead, .pagedUploads, .contentMD5, .ifMatch, .partSizes,
        .anyKey,
    ]
    /// Faults, requests and settings.
    public var control: ServerControl { server.control }
    private static let home = "cn-test"
    private let server: BucketServer
    private let scheme: String

    /// Starts a server and waits until it serves its buckets.
    /// - Parameters:
    ///   - buckets: the names of the buckets it has, 3 to 63 characters each, without dots.
    ///   - settings: what else it is told.
    ///   - tls: whether it serves by TLS.
    public static func start(
        buckets: [String], settings: ServerSettings = ServerSettings(), tls: Bool = false
    ) async throws -> OSSServer {
        let scratch = try ScratchDirectory("oss")
        var settings = settings
        settings.region = home
        settings.credentials = [.administrator, .temporary] + (settings.credentials ?? [])
        settings.buckets = Dictionary(buckets.map { ($0, BucketSettings()) }) { $1 }
            .merging(settings.buckets ?? [:]) { $1 }
        settings.cnames = Dictionary(buckets.map { (cname(of: $0), $0) }) { $1 }
            .merging(settings.cnames ?? [:]) { $1 }
        let certificates = tls ? try await TestCertificates.make(in: scratch, names: certificateNames) : nil
        let server = try await BucketServer.start(.oss, settings, certificates: certificates, scratch: scratch)
        return OSSServer(server, buckets: buckets, caPath: certificates?.authorityPath)
    }

    private init(_ server: BucketServer, buckets: [String], caPath: String?) {
        self.server = server
        self.buckets = buckets
        self.caPath = caPath
        scheme = caPath == nil ? "http" : "https"
        endpoint = "\(scheme)://oss-\(region).localhost:\(server.port)"
        internalEndpoint = "\(scheme)://oss-\(region)-internal.localhost:\(server.port)"
    }

    /// The address of a bucket.
    public func url(of bucket: String) -> String { "\(scheme)://\(bucket).oss-\(region).localhost:\(server.port)" }

    /// The address of a bucket by a domain of its owner (CNAME), whose host does not name the bucket's region.
    public func cnameURL(of bucket: String) -> String { "\(scheme)://\(Self.cname(of: bucket)):\(server.port)" }

    /// The endpoint of another region, which refuses the buckets of this one.
    public func endpoint(inRegion region: String) -> String { "\(scheme)://oss-\(region).localhost:\(server.port)" }

    /// Its process.
    public var guardian: Guardian { server.guardian }

    /// Reads an object; `nil` if there is none.
    public func object(_ key: String, in bucket: String) async throws -> [UInt8]? {
        try await control.content(of: key, in: bucket)
    }

    private static func cname(of bucket: String) -> String { "\(bucket).customer.localhost" }

    private static let certificateNames = [
        "oss-\(home).localhost", "*.oss-\(home).localhost", "oss-\(home)-internal.localhost",
        "*.oss-\(home)-internal.localhost", "*.customer.localhost",
    ]
}
