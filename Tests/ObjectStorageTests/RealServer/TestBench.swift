import Digests
import Glibc
import HTTPTransport
import Redaction
import RequestSigning
import SeededRandom
import TestServers
import Testing

@testable import ObjectStorage

/// A real S3 server, a client, and the ways of these tests to move bytes between them.
struct TestBench: Sendable {
    static let reader = S3Identity(
        accessKeyID: "AKIATESTREADER", secretAccessKey: "secret-of-the-test-reader", actions: ["Read", "List"])

    /// Started by the first test that needs it; it ends with the process.
    private static let shared = Task {
        try await SeaweedFS.start(buckets: ["source", "videos", "verdicts"], identities: [reader])
    }

    let server: SeaweedFS
    let http: HTTPClient

    /// The bench on the server that all tests share.
    init() async throws {
        try await self.init(Self.shared.value)
    }

    /// The bench on a server of one's own.
    init(_ server: SeaweedFS) throws {
        self.server = server
        http = try HTTPClient(TransportOptions(caBundle: server.caPath))
    }

    /// A bucket as the administrator sees it, or as the parameters say.
    func bucket(
        _ name: String = "videos", payloadSigning: PayloadSigning = .auto, profile: String = "seaweedfs",
        accessKeyID: String? = nil, secret: String? = nil, clockError: Int64 = 0, retries: Int = 0
    ) throws -> Bucket {
        let location = try BucketLocation(
            bucket: name, endpoint: server.endpoint, region: server.region, profile: profile, addressing: .path)
        let credentials = SigningCredentials(
            accessKeyID: accessKeyID ?? server.administrator.accessKeyID,
            secretAccessKey: Secret(secret ?? server.administrator.secretAccessKey))
        return Bucket(
            location: location, credentials: FixedCredentials(credentials), payloadSigning: payloadSigning,
            http: http, retries: retries, backoff: { _ in .milliseconds(10) }
        ) { Int64(time(nil)) + clockError }
    }

    /// Puts bytes where a relay can fetch them, by a request signed without the code under test; answers their URL.
    func source(_ bytes: [UInt8]) async throws -> String {
        let bucket = try bucket("source")
        let key = "bytes-\(bytes.count)"
        let signer = SigV4Signer(
            credentials: SigningCredentials(
                accessKeyID: server.administrator.accessKeyID,
                secretAccessKey: Secret(server.administrator.secretAccessKey)),
            region: server.region)
        let head = RequestHead(method: "PUT", host: bucket.location.host, encodedPath: "/source/\(key)")
        let signature = signer.sign(head, payload: .of(bytes), at: SigningTime(unixSeconds: Int64(time(nil))))
        let request = HTTPRequest(
            "PUT", "\(server.endpoint)/source/\(key)", headers: HTTPHeaders(signature.fields), body: bytes)
        let response = try await http.exchange(request)
        try #require(response.head.status == 200)
        return try await bucket.presignedURL(of: key, seconds: 600)
    }

    /// Relays bytes into an object; the change is made to the handler before.
    func relay(
        _ bytes: [UInt8], to bucket: Bucket, as object: ObjectUpload,
        _ change: (inout UploadHandler) -> Void = { _ in }
    ) async throws -> Result<HTTPResponse, RelayError> {
        try await outcome(bytes, to: bucket, as: object, change).result
    }

    /// The same with what the handler and the destination made of it.
    func outcome(
        _ bytes: [UInt8], to bucket: Bucket, as object: ObjectUpload,
        _ change: (inout UploadHandler) -> Void = { _ in }
    ) async throws -> RelayOutcome<UploadHandler> {
        var handler = UploadHandler(source: try await source(bytes), bucket: bucket, object: object)
        change(&handler)
        return await http.relay(handler, progress: RelayProgress(), sourcePolicy: .any)
    }

    /// Reads an object by a presigned URL.
    func read(_ key: String, of bucket: Bucket) async throws -> HTTPResponse {
        let request = HTTPRequest("GET", try await bucket.presignedURL(of: key, seconds: 60))
        return try await http.exchange(request, limits: ExchangeLimits(responseBytes: 32 << 20))
    }

    /// Bytes without a pattern that a mistake in offsets could hide in.
    static func bytes(_ count: Int) -> [UInt8] {
        var generator = SeededGenerator(seed: UInt64(count))
        return (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
    }
}

extension Result where Failure == RelayError {
    /// The response by which the destination refused.
    var refusal: HTTPResponse? {
        guard case .failure(.destinationRefused(let response)) = self else { return nil }
        return response
    }
}

extension TestBench {
    /// CRC-64/XZ.
    func crc64(_ bytes: [UInt8]) -> UInt64 {
        var crc = CRC64(.xz)
        bytes.withUnsafeBytes { crc.update($0) }
        return crc.value
    }
}
