import Failures
import Foundation
import Manifest
import ObjectStorage
import TestServers
import Testing

@testable import Diagnosis

@Suite("Recovery at real servers", .timeLimit(.minutes(2)))
struct RecoveringTests {
    /// Stores an object as a run does, with its story.
    private static func store(
        _ taskID: String, in bench: Bench, key: String? = nil,
        _ change: ([(String, String)]) -> [(String, String)] = { $0 }
    ) async throws {
        var object = ObjectUpload(key: key ?? "\(Bench.prefix)/\(taskID) +~视频.mp4", contentType: "video/mp4")
        object.metadata = change([
            ("task-id", taskID), ("index", "0"), ("model", "wan"), ("ended-at", "2023-11-01T00:00:00Z"),
            ("upload-token", "token-\(taskID)"),
        ])
        _ = try await bench.bucket().write(object, Array("video \(taskID)".utf8))
    }

    private static func recovery(_ bench: Bench) throws -> Recovery {
        let bucket = try bench.bucket()
        return Recovery(
            bucket: bucket, web: bench.http, patience: Patience(retries: 1) { _ in .zero }, manifest: bench.manifest,
            prefix: Bench.prefix,
            link: { bucket.location.url(of: $0) }, now: { Date() })
    }

    @Test(
        "takes over what is keepreel's, adopts what waits, and leaves the rest alone",
        arguments: [StorageServerKind.oss, .seaweedfs, .moto])
    func recover(kind: StorageServerKind) async throws {
        let bench = try await Bench(kind)
        for taskID in ["lost-1", "lost-2", "waiting"] { try await Self.store(taskID, in: bench) }
        try await Self.store("theirs", in: bench) { $0.filter { $0.0 != "upload-token" } }
        try await Self.store("outside", in: bench, key: "\(Bench.prefix)-other/x.mp4")
        try await bench.archive("known", Array("known".utf8))
        try await bench.found("waiting")
        let dry = try await Self.recovery(bench).run(isDryRun: true)
        let summary = try await Self.recovery(bench).run(isDryRun: false)
        for summary in [dry, summary] {
            #expect(summary.end == nil && summary.status == .done)
            #expect(summary.listed == 5 && summary.recovered == 2 && summary.adopted == 1)
            #expect(summary.known == 1 && summary.foreign == 1)
        }
        for taskID in ["lost-1", "lost-2", "waiting"] {
            let video = try #require(try bench.manifest.videos(of: taskID).first)
            #expect(video.state == .archived && video.size == Int64("video \(taskID)".utf8.count), "\(taskID)")
            #expect(video.objectKey == "\(Bench.prefix)/\(taskID) +~视频.mp4", "\(taskID)")
        }
        #expect(try bench.manifest.task("lost-1")?.phase == .succeeded)
        #expect(try bench.manifest.task("lost-1")?.model == "wan")
        #expect(try bench.manifest.task("outside") == nil)
        // What was recovered is what verify finds.
        let verified = try await bench.verification().run(taskIDs: []) { #expect($0.problems.isEmpty) }
        #expect(verified.checked == 4)
        try await bench.server.stop()
    }
}
