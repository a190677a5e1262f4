import Archiving
import Failures
import Foundation
import TestServers
import Testing

@testable import Manifest

@Suite("Runs that are stopped while the storage says nothing", .timeLimit(.minutes(1)))
struct SilentStorageTests {
    /// The operation that stays without an answer, and what has to hold after the next run.
    private struct Silence: Sendable {
        var way: UploadCase.Way
        var action: String
        /// Whether the storage has the whole video already, so that none of it is sent again.
        var isStored: Bool
    }

    private static let silences = [
        Silence(way: .single, action: "PutObject", isStored: true),
        Silence(way: .parts, action: "InitiateMultipartUpload", isStored: false),
        Silence(way: .parts, action: "CompleteMultipartUpload", isStored: true),
    ]

    /// What is carried out and never answered is the hardest: the manifest knows nothing of it.
    @Test(
        "an abort ends them within seconds, and the next run adopts what is there and leaves nothing",
        arguments: [StorageServerKind.oss, .aws])
    func aborted(kind: StorageServerKind) async throws {
        // Faults are forgotten all at once, so it is a server of its own.
        let server = try await StorageBench.start(kind)
        for silence in Self.silences {
            let bench = try await StorageBench(UploadCase(kind: kind, way: silence.way), on: server)
            try await bench.inject(.late, silence.action)
            let run = try bench.run.makeRun()
            let running = Task { await run.run() }
            while try await !bench.isCarriedOut(silence.action) {}
            let time = await ContinuousClock().measure {
                await run.abort()
                _ = await running.value
            }
            #expect(time < .seconds(5), "\(silence.action)")
            try await bench.control.clearFaults()
            let sent = try await bench.requests(bench.upload.action).count
            try await bench.expectArchived(await bench.run.run())
            let again = try await bench.requests(bench.upload.action).count - sent
            #expect((again == 0) == silence.isStored, "\(silence.action): \(again)")
            #expect(try await bench.uploads().isEmpty, "\(silence.action)")
        }
        try await server.stop()
    }

    @Test("an upload given up whose abort is not answered holds up no end")
    func sweeping() async throws {
        let server = try await StorageBench.start(.aws)
        let bench = try await StorageBench(UploadCase(kind: .aws, way: .single), on: server)
        #expect(try await bench.run.run().archived == 1)
        let key = "kept/\(bench.id).mp4"
        try await bench.run.beginUpload(of: key)
        let upload = try #require(try await bench.run.uploads(under: key).first)
        let record = UploadRecord(
            video: VideoKey(taskID: bench.id, index: 0), bucket: StorageBench.bucketName, objectKey: key,
            uploadID: upload, uploadToken: "token", size: 300_000, partSize: 128 << 10, sourceETag: nil,
            sourceCRC64: nil, begunAt: Date())
        try bench.run.manifest.abandonUpload(try bench.run.manifest.beginUpload(record).number)
        try await bench.inject(.stall, "AbortMultipartUpload", times: 10)
        let run = try bench.run.makeRun()
        let running = Task { await run.run() }
        while try await bench.control.report().active["AbortMultipartUpload"] ?? 0 == 0 {}
        let time = await ContinuousClock().measure {
            await run.abort()
            _ = await running.value
        }
        #expect(time < .seconds(3))
        try await bench.control.clearFaults()
        #expect(try await bench.run.run().status == .done)
        #expect(try await bench.uploads().isEmpty)
        try await server.stop()
    }
}

extension StorageBench {
    /// Whether the storage did what it was asked for, whatever it answered.
    fileprivate func isCarriedOut(_ action: String) async throws -> Bool {
        if action == "InitiateMultipartUpload" { return try await !uploads().isEmpty }
        return try await control.objects(in: Self.bucketName).contains { $0.key.contains(id) }
    }
}
