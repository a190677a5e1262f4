/// The storage servers there are.
public enum StorageServerKind: String, Sendable, CaseIterable {
    /// SeaweedFS, a real S3 server.
    case seaweedfs
    /// moto, AWS's S3 imitated in Python.
    case moto
    /// rclone over a directory.
    case rclone
    /// The tests' own server with OSS's protocol.
    case oss
    /// The tests' own S3 server with the habits of AWS.
    case aws
    /// The same with those of MinIO.
    case minio
    /// The same with those of Ceph's RGW.
    case ceph
    /// The same with those of Garage.
    case garage
    /// The same with those of Cloudflare R2.
    case r2
    /// The same with those of Backblaze B2.
    case b2

    /// Servers written by others, and the one for OSS.
    public static let main: [StorageServerKind] = [.seaweedfs, .moto, .rclone, .oss]

    /// Starts such a server.
    /// - Parameters:
    ///   - buckets: the names of the buckets it has, 3 to 63 characters each.
    ///   - tls: whether it serves by TLS; moto and rclone are started without in any case.
    public func start(buckets: [String], tls: Bool = false) async throws -> any StorageServer {
        switch self {
        case .seaweedfs: try await SeaweedFS.start(buckets: buckets, anonymousRead: true, tls: tls)
        case .moto: try await MotoServer.start(buckets: buckets)
        case .rclone: try await RcloneServer.start(buckets: buckets)
        case .oss: try await OSSServer.start(buckets: buckets, tls: tls)
        case .aws, .minio, .ceph, .garage, .r2, .b2:
            try await StrictS3Server.start(self, buckets: buckets, tls: tls)
        }
    }

    var dialect: StorageDialect { self == .oss ? .oss : .s3 }

    var profile: String {
        switch self {
        case .moto, .rclone: "generic"
        default: rawValue
        }
    }
}
