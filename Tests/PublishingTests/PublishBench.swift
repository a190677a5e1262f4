import Foundation
import HTTPTransport
import Manifest
import ObjectStorage
import Redaction
import RequestSigning
import TestServers
import Testing

@testable import Publishing

/// A storage server, a manifest, and publications of it.
struct PublishBench: Sendable {
    static let start = Date(timeIntervalSince1970: 1_795_000_000)
    static let keys = PublishedKey(prefix: "clips")

    let server: any StorageServer
    let manifest: Manifest
    let http: HTTPClient
    let scratch: ScratchDirectory

    init(_ kind: StorageServerKind) async throws {
        server = try await kind.start(buckets: ["videos"])
        http = try HTTPClient(TransportOptions(caBundle: server.caPath))
        scratch = try ScratchDirectory("publishing")
        manifest = try Manifest.open(path: scratch.file("manifest.sqlite"))
    }

    /// A bucket that believes it is so many seconds later.
    func bucket(_ http: (any HTTPExchanging)? = nil, after seconds: Int64 = 0) throws -> Bucket {
        let location = try BucketLocation(
            bucket: "videos", endpoint: server.endpoint, region: server.region, profile: server.profile,
            addressing: Addressing(rawValue: server.addressing.rawValue),
            dialect: server.dialect == .oss ? .oss : .s3)
        let credentials = SigningCredentials(
            accessKeyID: server.administrator.accessKeyID,
            secretAccessKey: Secret(server.administrator.secretAccessKey))
        return Bucket(
            location: location, credentials: FixedCredentials(credentials), http: http ?? self.http, retries: 1,
            backoff: { _ in .zero }, now: { Int64(Date().timeIntervalSince1970) + seconds })
    }

    /// A publication that believes it is so many seconds after ``start``.
    func publication(
        after seconds: Double = 0, link base: String = "https://films.example", acl: String? = nil,
        of other: Manifest? = nil, http: (any HTTPExchanging)? = nil,
        warn: @escaping @Sendable (String) -> Void = { Issue.record("it warned: \($0)") }
    ) throws -> Publication {
        var template = ObjectUpload(key: "", contentType: "")
        template.acl = acl
        return Publication(
            manifest: other ?? manifest, bucket: try bucket(http), prefix: "clips", template: template,
            directory: scratch.path, concurrency: 3, link: { video in video.objectKey.map { "\(base)/\($0)" } },
            linkRule: base, warn: warn, now: { Self.start + seconds })
    }

    /// Records an archived video of a task of its own, so many seconds after ``start``.
    func archive(_ taskID: String, after seconds: Double = 0, in other: Manifest? = nil) throws {
        let manifest = other ?? manifest
        let time = Self.start + seconds
        _ = try manifest.add([NewTask(taskID: taskID)], origin: .added, now: time)
        let video = ReportedVideo(
            index: 0, kind: .video, outcome: .url("https://source.example/\(taskID)", expiresAt: time + 86_400))
        _ = try manifest.record(
            TaskUpdate(taskID: taskID, status: "SUCCEEDED", phase: .succeeded, videos: [video], at: time))
        let key = VideoKey(taskID: taskID, index: 0)
        try manifest.beginArchiving(
            key, bucket: "videos", objectKey: "clips/\(taskID).mp4", uploadToken: "token", at: time)
        try manifest.finishArchiving(
            key, ArchivedFacts(size: 1, crc64: 1, etag: nil, contentType: "video/mp4", url: "https://x.example/v"),
            at: time)
    }

    func text(_ key: String) async throws -> String? {
        try await server.object(key, in: "videos").map { String(decoding: $0, as: UTF8.self) }
    }
}
