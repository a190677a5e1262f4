import Failures
import Foundation
import Manifest
import ObjectStorage
import TestServers
import Testing

@testable import Diagnosis

@Suite("pruning at real servers", .timeLimit(.minutes(2)))
struct PruningTests {
    /// Begins an upload at the server and records it as a run does.
    private static func begin(
        _ taskID: String, in bench: Bench, hoursAgo: Double, isAbandoned: Bool, bucket: String = "videos"
    ) async throws -> MultipartUpload {
        let key = "\(Bench.prefix)/\(taskID).mp4"
        let upload = try await bench.bucket().beginMultipart(ObjectUpload(key: key, contentType: "video/mp4"))
        try await bench.found(taskID)
        let record = try bench.manifest.beginUpload(
            UploadRecord(
                video: VideoKey(taskID: taskID, index: 0), bucket: bucket, objectKey: key, uploadID: upload.id,
                uploadToken: "token", size: 100, partSize: 10, begunAt: Bench.start - hoursAgo * 3600))
        if isAbandoned { try bench.manifest.abandonUpload(record.number) }
        return upload
    }

    private static func open(_ bench: Bench) async throws -> Set<String> {
        Set(try await bench.bucket().uploads(prefix: "", page: nil).uploads.map(\.id))
    }

    @Test(
        "aborts only what keepreel gave up long enough ago, and tells of the rest",
        arguments: [StorageServerKind.oss, .seaweedfs, .moto])
    func prune(kind: StorageServerKind) async throws {
        let bench = try await Bench(kind)
        let orphan = try await Self.begin("orphan", in: bench, hoursAgo: 30, isAbandoned: true)
        let young = try await Self.begin("young", in: bench, hoursAgo: 2, isAbandoned: true)
        let open = try await Self.begin("open", in: bench, hoursAgo: 90, isAbandoned: false)
        let elsewhere = try await Self.begin("elsewhere", in: bench, hoursAgo: 90, isAbandoned: true, bucket: "other")
        let foreign = try await bench.bucket().beginMultipart(
            ObjectUpload(key: "\(Bench.prefix)/orphan.mp4", contentType: "video/mp4"))
        let outside = try await bench.bucket().beginMultipart(
            ObjectUpload(key: "\(Bench.prefix)-other/x", contentType: "video/mp4"))
        let all = [orphan, young, open, elsewhere, foreign, outside].map(\.id)
        let pruning = Pruning(bucket: try bench.bucket(), manifest: bench.manifest, prefix: Bench.prefix)
        let oldest = Bench.start - 24 * 3600

        let dry = try await pruning.prune(begunBefore: oldest, isDryRun: true)
        #expect(dry.orphans.map(\.uploadID) == [orphan.id])
        #expect(try await Self.open(bench) == Set(all))

        let report = try await pruning.prune(begunBefore: oldest, isDryRun: false)
        #expect(report.orphans.map(\.uploadID) == [orphan.id])
        #expect(report.young.map(\.uploadID) == [young.id])
        #expect(report.underWay.map(\.uploadID) == [open.id])
        #expect(report.elsewhereCount == 1)
        #expect(Set(report.unknown.map(\.uploadID)) == [foreign.id, elsewhere.id])
        #expect(report.unknownCount == 2)
        #expect(report.status == .done)
        #expect(try await Self.open(bench) == Set(all).subtracting([orphan.id]))

        let again = try await pruning.prune(begunBefore: oldest, isDryRun: false)
        #expect(again.orphans.isEmpty)
        try await bench.server.stop()
    }

    @Test("an upload the storage has no more is forgotten; one it does not give up is told and kept")
    func goneAndRefused() async throws {
        let server = try await OSSServer.start(buckets: ["videos"])
        let bench = try Bench(server)
        let gone = try await Self.begin("gone", in: bench, hoursAgo: 50, isAbandoned: true)
        let kept = try await Self.begin("kept", in: bench, hoursAgo: 40, isAbandoned: true)
        try await bench.bucket().abort(gone)
        try await server.control.add(.error(403, "AccessDenied").on("AbortMultipartUpload", key: "kept", times: 1))
        let pruning = Pruning(bucket: try bench.bucket(), manifest: bench.manifest, prefix: "")
        let report = try await pruning.prune(begunBefore: Bench.start, isDryRun: false)
        #expect(report.orphans.map(\.uploadID) == [gone.id])
        #expect(report.refused.map(\.upload.uploadID) == [kept.id])
        #expect(report.status == .credentials)
        let again = try await pruning.prune(begunBefore: Bench.start, isDryRun: false)
        #expect(again.orphans.map(\.uploadID) == [kept.id])
        try await server.stop()
    }

    @Test("where uploads cannot be listed, what the manifest knows is aborted all the same")
    func noListing() async throws {
        let server = try await OSSServer.start(buckets: ["videos"])
        let bench = try Bench(server)
        let orphan = try await Self.begin("orphan", in: bench, hoursAgo: 50, isAbandoned: true)
        try await server.control.add(.error(403, "AccessDenied").on("ListMultipartUploads"))
        let pruning = Pruning(bucket: try bench.bucket(), manifest: bench.manifest, prefix: "")
        let report = try await pruning.prune(begunBefore: Bench.start, isDryRun: false)
        #expect(report.orphans.map(\.uploadID) == [orphan.id])
        guard case .none(let failure) = report.listing else {
            Issue.record("it was listed")
            return
        }
        #expect(failure.remedy != nil)
        #expect(report.status == .credentials)
        try await server.stop()
    }
}
