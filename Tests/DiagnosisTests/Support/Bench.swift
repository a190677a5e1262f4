import Digests
import Failures
import Foundation
import HTTPTransport
import Manifest
import ObjectStorage
import Redaction
import RequestSigning
import TestServers

@testable import Diagnosis

/// A storage server, a client of it, and a manifest of its own.
struct Bench: Sendable {
    static let prefix = "clips"

    let server: any StorageServer
    let http: HTTPClient
    let manifest: Manifest
    private let scratch: ScratchDirectory

    init(_ server: any StorageServer) throws {
        self.server = server
        http = try HTTPClient(TransportOptions(caBundle: server.caPath))
        scratch = try ScratchDirectory("diagnosis")
        manifest = try Manifest.open(path: scratch.file("manifest.sqlite"))
    }

    init(_ kind: StorageServerKind) async throws { try self.init(try await kind.start(buckets: ["videos"])) }

    static let start = Date(timeIntervalSince1970: 1_700_000_000)

    func bucket(
        _ name: String = "videos", secret: String? = nil, endpoint: String? = nil, region: String? = nil
    ) throws -> Bucket {
        let location = try BucketLocation(
            bucket: name, endpoint: endpoint ?? server.endpoint, region: region ?? server.region,
            profile: server.profile, addressing: Addressing(rawValue: server.addressing.rawValue),
            dialect: server.dialect == .oss ? .oss : .s3)
        let credentials = SigningCredentials(
            accessKeyID: server.administrator.accessKeyID,
            secretAccessKey: Secret(secret ?? server.administrator.secretAccessKey))
        return Bucket(
            location: location, credentials: FixedCredentials(credentials), http: http, retries: 1,
            backoff: { _ in .zero }, now: { Int64(Date().timeIntervalSince1970) })
    }

    /// What opens an object to everybody; the others are open anyway.
    var openACL: String? { [.oss, .moto].contains(server.kind) ? "public-read" : nil }

    func advice(_ bucket: Bucket) -> LinkAdvice {
        LinkAdvice(location: bucket.location, prefix: Self.prefix, hasBaseURL: false, contentDisposition: nil)
    }

    // MARK: - Doctor

    /// What the doctor sees where nothing is wrong, with the changes made.
    func subject(_ bucket: Bucket, _ change: (inout DoctorSubject) -> Void = { _ in }) -> DoctorSubject {
        var probe = ObjectUpload(key: "\(Self.prefix)/probe \(UUID().uuidString).mp4", contentType: "video/mp4")
        probe.acl = openACL
        let facts = CredentialFacts(
            origin: "a test", isTemporary: false, expiresAt: nil, isRenewed: false, cautions: [])
        var subject = DoctorSubject(
            bucket: bucket, web: http,
            studio: { DoctorSubject.StudioState(answer: .success("region test"), clockOffset: .zero) },
            credentials: { facts }, probe: probe, link: bucket.location.publicURL(of: probe.key), cautions: [],
            prefix: Self.prefix, advice: advice(bucket), hasBaseURL: false, isLoopback: true, signsPayload: false,
            now: { Int64(Date().timeIntervalSince1970) }, pause: {})
        change(&subject)
        return subject
    }

    /// Keys of all objects under the prefix.
    func keys() async throws -> [String] {
        try await bucket().objects(prefix: "", page: nil).objects.map(\.key)
    }

    // MARK: - Archived videos

    /// Stores a video and records it as a run does.
    ///
    /// - Parameter recorded: changes what the manifest is told.
    @discardableResult
    func archive(
        _ taskID: String, _ bytes: [UInt8], acl: String? = nil, _ recorded: (inout ArchivedFacts) -> Void = { _ in }
    ) async throws -> String {
        let bucket = try bucket()
        let key = "\(Self.prefix)/\(taskID) +~视频.mp4"
        var object = ObjectUpload(key: key, contentType: "video/mp4")
        object.acl = acl
        let stored = try await bucket.write(object, bytes)
        var crc64 = CRC64(.xz)
        bytes.withUnsafeBytes { crc64.update($0) }
        var facts = ArchivedFacts(
            size: Int64(bytes.count), crc64: crc64.value, etag: stored.etag, contentType: "video/mp4",
            url: bucket.location.url(of: key))
        recorded(&facts)
        try await found(taskID)
        let video = VideoKey(taskID: taskID, index: 0)
        try manifest.beginArchiving(video, bucket: "videos", objectKey: key, uploadToken: "token", at: Self.start)
        try manifest.finishArchiving(video, facts, at: Self.start)
        return key
    }

    /// Records a task whose video is to be archived.
    func found(_ taskID: String) async throws {
        _ = try manifest.add([NewTask(taskID: taskID)], origin: .added, now: Self.start)
        let video = ReportedVideo(
            index: 0, kind: .video, outcome: .url("https://source.example/\(taskID)", expiresAt: Self.start + 86_400))
        _ = try manifest.record(
            TaskUpdate(taskID: taskID, status: "SUCCEEDED", phase: .succeeded, videos: [video], at: Self.start))
    }

    func verification(
        isDeep: Bool = false, checksLinks: Bool = false, web: (any WebReading)? = nil, bucket: Bucket? = nil,
        concurrency: Int = 3, notice: @escaping @Sendable (VerifyNotice) -> Void = { _ in }
    ) throws -> Verification {
        let bucket = try bucket ?? self.bucket()
        return Verification(
            manifest: manifest, bucket: bucket, web: web ?? http,
            options: VerifyOptions(isDeep: isDeep, checksLinks: checksLinks, concurrency: concurrency),
            advice: advice(bucket), patience: Patience(retries: 2) { _ in .zero }, notice: notice
        ) { video in
            video.objectKey.flatMap { bucket.location.publicURL(of: $0) }
        }
    }
}
