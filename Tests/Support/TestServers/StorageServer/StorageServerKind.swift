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
        }
    }

    var dialect: StorageDialect { self == .oss ? .oss : .s3 }

    var profile: String {
        switch self {
        case .seaweedfs: "seaweedfs"
        case .oss: "oss"
        case .moto, .rclone: "generic"
        }
    }
}
