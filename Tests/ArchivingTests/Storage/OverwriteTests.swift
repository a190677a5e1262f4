import Archiving
import Failures
import Manifest
import Settings
import Simulation
import TestServers
import Testing

@Suite("Objects that are not to be replaced", .timeLimit(.minutes(4)))
struct OverwriteTests {
    /// With conditional writes at different requests, and without.
    private static let kinds: [StorageServerKind] = [.oss, .aws, .minio, .garage]

    private static func bench(
        _ upload: UploadCase, id: String? = nil, seed: UInt64 = 7
    ) async throws -> StorageBench {
        var bench = try await StorageBench(upload, id: id, seed: seed)
        bench.run.objects.overwrite = false
        return bench
    }

    @Test("a free key is taken", arguments: UploadCase.all(kinds))
    func free(upload: UploadCase) async throws {
        let bench = try await Self.bench(upload)
        try await bench.expectArchived(await bench.run.run())
        #expect(try bench.downloads() == upload.smallest)
    }

    @Test("somebody else's object stays as it is, and is told", arguments: UploadCase.all(kinds))
    func foreign(upload: UploadCase) async throws {
        let bench = try await Self.bench(upload)
        let key = try await Self.key(of: bench)
        try await bench.control.put([1, 2, 3], as: key, in: StorageBench.bucketName)
        let summary = try await bench.run.run()
        #expect(summary.status == .unfinished && summary.archived == 0)
        #expect(try bench.run.video(bench.id).lastError?.code == "storage.exists")
        #expect(try await bench.object() == [1, 2, 3])
        #expect(try await bench.uploads().isEmpty)
        #expect(try bench.run.manifest.openUpload(of: bench.run.video(bench.id).key) == nil)
    }

    /// The key the video will have, by a run that cannot store anything.
    private static func key(of bench: StorageBench) async throws -> String {
        var failing = bench
        failing.run.secret = "wrong"
        _ = try await failing.run.run()
        return try bench.key
    }

    @Test("the same video of another manifest is ours", arguments: UploadCase.all(kinds))
    func sameVideo(upload: UploadCase) async throws {
        let bench = try await Self.bench(upload)
        try await bench.expectArchived(await bench.run.run())
        let first = try bench.run.video(bench.id)
        let other = try await Self.bench(upload, id: bench.id)
        try await other.expectArchived(await other.run.run())
        let second = try other.run.video(bench.id)
        #expect(second.url == first.url && second.etag == first.etag)
        #expect(second.uploadToken != first.uploadToken)
    }

    @Test("the same task with other bytes is not", arguments: UploadCase.all(kinds))
    func otherBytes(upload: UploadCase) async throws {
        let bench = try await Self.bench(upload)
        try await bench.expectArchived(await bench.run.run())
        let other = try await Self.bench(upload, id: bench.id, seed: 8)
        let summary = try await other.run.run()
        #expect(summary.status == .unfinished && summary.archived == 0)
        #expect(try other.run.video(bench.id).lastError?.code == "storage.exists")
        #expect(try await bench.object() == bench.bytes)
        #expect(try await bench.uploads().isEmpty)
    }

    @Test("an object whose reply was lost is ours by its token", arguments: UploadCase.all(kinds))
    func lostReply(upload: UploadCase) async throws {
        let bench = try await Self.bench(upload)
        let last = upload.way == .single ? "PutObject" : "CompleteMultipartUpload"
        try await bench.inject(.lostReply, last)
        // The look at the object fails as well, so that the attempt is made again.
        try await bench.inject(.close(), "HeadObject", times: 3, skip: upload.kind == .garage ? 1 : 0)
        try await bench.expectArchived(await bench.run.run())
    }

    @Test("where the condition is refused a look at the object takes its place", arguments: UploadCase.all([.aws]))
    func notImplemented(upload: UploadCase) async throws {
        var settings = ServerSettings()
        settings.habits = S3Habits()
        settings.habits?.conditionalWrite = .notImplemented
        let server = try await StorageBench.start(.aws)
        try await server.control.change(settings)
        var bench = try await StorageBench(upload, on: server)
        bench.run.objects.overwrite = false
        try await bench.expectArchived(await bench.run.run())
        #expect(try bench.downloads() == (upload.way == .single ? 2 : 3))
    }
}
