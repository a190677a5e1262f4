import Archiving
import Failures
import Simulation
import TestServers
import Testing

@Suite("Sources that redirect", .timeLimit(.minutes(2)))
struct RedirectedSourceTests {
    /// The same video once more; answers its task, which the manifest does not know.
    private static func twin(of bench: StorageBench) throws -> String {
        try bench.run.studio.addFinished(
            video: .generated(bytes: StorageBench.length(bench.upload.way), seed: 7)
        ).id
    }

    @Test(
        "a video is taken from the place that the source names, and no longer from where it was",
        arguments: UploadCase.all([.oss]), [0, 1])
    func followed(upload: UploadCase, skipping: Int) async throws {
        let bench = try await StorageBench(upload)
        let studio = bench.run.studio
        let twin = try Self.twin(of: bench)
        try studio.inject(.redirect(to: studio.url(of: twin)), into: bench.id, times: nil, skipping: skipping)
        try await bench.expectArchived(await bench.run.run())
        let direct = min(skipping, upload.smallest)
        // What was under way beside the range that was redirected may be redirected as well, and is fetched again.
        #expect(direct + (direct < upload.smallest ? 1 : 0)...upload.smallest ~= (try bench.downloads()))
        let fetched = try bench.run.requests(twin).count
        #expect((upload.smallest - direct)...upload.smallest ~= fetched)
    }

    @Test("a source that redirects in a circle is left to the next run")
    func circle() async throws {
        let bench = try await StorageBench(UploadCase(kind: .oss, way: .single))
        let studio = bench.run.studio
        try studio.inject(.redirect(to: studio.url(of: bench.id)), into: bench.id, times: nil)
        try await bench.expectWaiting(await bench.run.run(), .unfinished, "source.redirected")
        #expect(try bench.downloads() == 2 * 6)
        studio.clearFaults()
        try await bench.expectArchived(await bench.run.run())
    }
}
