import Glibc
import HTTPTransport
import Redaction
import RequestSigning
import Synchronization
import TestServers
import Testing

@testable import ObjectStorage

/// A storage server of some kind, and a bucket of it as the code under test sees it.
struct ContractBench: Sendable {
    static let bucketName = "contract"

    /// Each kind is started by the first test that needs it; it ends with the process.
    private static let servers = Mutex<[StorageServerKind: Task<any StorageServer, any Error>]>([:])

    let server: any StorageServer
    let http: HTTPClient

    init(_ kind: StorageServerKind) async throws {
        let starting = Self.servers.withLock { servers in
            if let task = servers[kind] { return task }
            let task = Task { try await kind.start(buckets: [Self.bucketName]) }
            servers[kind] = task
            return task
        }
        server = try await starting.value
        http = try HTTPClient(TransportOptions(caBundle: server.caPath))
    }

    func location(_ bucket: String = bucketName) throws -> BucketLocation {
        try BucketLocation(
            bucket: bucket, endpoint: server.endpoint, region: server.region, profile: server.profile,
            addressing: Addressing(rawValue: server.addressing.rawValue),
            dialect: server.dialect == .oss ? .oss : .s3)
    }

    func bucket(_ name: String = bucketName, secret: String? = nil, signing: PayloadSigning = .auto) throws -> Bucket {
        let credentials = SigningCredentials(
            accessKeyID: server.administrator.accessKeyID,
            secretAccessKey: Secret(secret ?? server.administrator.secretAccessKey))
        return Bucket(
            location: try location(name), credentials: FixedCredentials(credentials), payloadSigning: signing,
            http: http, retries: 1, backoff: { _ in .milliseconds(1) }, now: { Int64(time(nil)) })
    }

    /// A video with all that goes with it.
    static func object(_ key: String, token: String = "token-1") -> ObjectUpload {
        var object = ObjectUpload(key: key, contentType: "video/mp4")
        object.cacheControl = "public, max-age=60"
        object.metadata = [("task-id", "t-1"), ("index", "0"), (ObjectUpload.tokenName, token)]
        return object
    }

    /// Bytes per part of these tests: the smallest there is.
    var partSize: Int { server.dialect == .oss ? 100 << 10 : 5 << 20 }

    /// Stores bytes in parts, as the archiving does.
    func storeInParts(_ object: ObjectUpload, _ bytes: [UInt8]) async throws -> StoredObject {
        let bucket = try bucket()
        let upload = try await bucket.beginMultipart(object)
        var parts: [UploadedPart] = []
        for start in stride(from: 0, to: bytes.count, by: partSize) {
            let part = Array(bytes[start..<min(start + partSize, bytes.count)])
            parts.append(try await bucket.write(part: parts.count + 1, of: upload, part))
        }
        let crc64 = ContractBench.crc64(bytes, of: bucket)
        return try await bucket.complete(
            upload, object: object, parts: parts.reversed(), size: Int64(bytes.count), crc64: crc64)
    }

    static func crc64(_ bytes: [UInt8], of bucket: Bucket) -> UInt64 {
        let digests = bucket.digests()
        bytes.withUnsafeBytes { digests.update($0) }
        return digests.crc64
    }
}
