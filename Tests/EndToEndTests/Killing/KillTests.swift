import Simulation
import TestServers
import Testing

/// `kill -9` in every request of a video's way. Between two statements of the manifest it is killed by the tests of the
/// manifest.
@Suite("Killed in any request", .serialized, .timeLimit(.minutes(3)))
struct KillTests {
    @Test(
        "the next run goes on: nothing that is on record is sent again, and no upload is left",
        arguments: KillCase.all([.aws, .oss]))
    func killed(entry: KillCase) async throws {
        let bench = try await KillBench(entry.kind, inParts: entry.inParts)
        if let fault = entry.fault { try bench.place.studio.inject(fault, into: bench.id, times: nil) }
        var recorded: [Int: Int] = [:]
        for point in entry.kills { recorded = try await bench.kill(in: point) }
        #expect(recorded.count >= entry.recorded, "\(recorded)")
        try await bench.expectFinished()
        for (part, count) in recorded { #expect(try bench.downloads[part] == count, "part \(part)") }
        for (action, count) in entry.requests {
            #expect(try await bench.requests(action).count == count, "\(action)")
        }
        await bench.place.studio.stop()
    }
}
