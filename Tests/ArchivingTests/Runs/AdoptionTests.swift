import Archiving
import Failures
import Foundation
import HTTPTransport
import Manifest
import Simulation
import Synchronization
import TestServers
import Testing

@Suite("Uploads whose record is missing", .timeLimit(.minutes(2)))
struct AdoptionTests {
    /// Runs one transfer while another process holds the manifest from its middle on.
    ///
    /// - Parameter releasesAt: the repetition of the manifest's step before which the manifest is free again.
    private static func runBusy(
        releasesAt: Int?
    ) async throws -> (bench: RunBench, id: String, summary: RunSummary, events: EventLog) {
        var bench = try await RunBench()
        let id = try bench.addFinished(bytes: 2_000_000)
        try await bench.learn()
        let other = try bench.manifest(busyTimeout: 10)
        let held = Mutex<ManifestLock?>(nil)
        bench.manifest = try bench.manifest(busyTimeout: 0.02)
        bench.transfer = TransferOptions(retries: 2, sourcePolicy: .any) { failures in
            if failures == releasesAt { held.withLock { $0?.release() } }
            return .milliseconds(20)
        }
        try bench.studio.inject(.stall(after: 1_000_000), into: id)
        let events = EventLog()
        let run = try bench.makeRun(events)
        async let running = run.run()
        try await bench.studio.log.wait { _ in bench.studio.stalledBodies == 1 }
        let lock = await ManifestLock(other)
        held.withLock { $0 = lock }
        bench.studio.releaseStalls()
        let summary = await running
        if releasesAt == nil { lock.release() }
        bench.manifest = other
        return (bench, id, summary, events)
    }

    @Test("a manifest that is busy after the upload is asked again, and nothing is transferred twice")
    func busyForAWhile() async throws {
        let (bench, id, summary, _) = try await Self.runBusy(releasesAt: 2)
        #expect(summary.status == .done)
        #expect(summary.archived == 1)
        #expect(try bench.requests(id).count == 1)
        #expect(try bench.video(id).state == .archived)
    }

    @Test("a manifest that stays busy ends the run with 75; the next one takes over what was stored")
    func busyForLong() async throws {
        let (bench, id, summary, events) = try await Self.runBusy(releasesAt: nil)
        #expect(summary.status == .unfinished)
        #expect(summary.archived == 0)
        #expect(events.problems.map(\.code) == ["manifest.busy"])
        #expect(try bench.requests(id).count == 1)
        let left = try bench.video(id)
        #expect(left.state == .archiving)

        let next = try await bench.run()
        #expect(next.status == .done)
        #expect(next.archived == 1)
        #expect(next.bytes == 2_000_000)
        #expect(try bench.requests(id).count == 1)
        let video = try bench.video(id)
        #expect(video.state == .archived)
        #expect(video.size == 2_000_000)
        #expect(video.uploadToken == left.uploadToken)
        #expect(video.crc64 == (try bench.studio.crc64(of: id)))
        #expect(video.contentType == "video/mp4")
        #expect(video.etag == RelayFeed.md5(try VideoBody.generated(bytes: 2_000_000).allBytes()))
        #expect(video.url == "\(bench.storage.endpoint)/videos/\(try #require(video.objectKey))")
    }

    @Test("an object of another upload, or none, is not taken over", arguments: [false, true])
    func foreign(isThere: Bool) async throws {
        let bench = try await RunBench()
        let stored = try bench.addFinished(bytes: 50_000)
        #expect(try await bench.run().archived == 1)
        let id = try bench.addFinished()
        try await bench.learn()
        let key = isThere ? try #require(try bench.video(stored).objectKey) : "kept/nothing.mp4"
        try bench.manifest.beginArchiving(
            try bench.video(id).key, bucket: bench.bucket, objectKey: key, uploadToken: "mine", at: bench.studio.now)
        #expect(try await bench.run().archived == 1)
        #expect(try bench.requests(id).count == 1)
        #expect(try bench.video(id).size == 100_000)
    }
}
