import Chaos
import Testing

@Suite("Chaos in short", .serialized, .timeLimit(.minutes(3)))
struct ShortChaosTests {
    @Test(
        "whatever fails and is killed, all that can be saved is there, nothing else is, and the manifest says so",
        arguments: [1, 2] as [UInt64])
    func short(seed: UInt64) async throws {
        let report = try await ChaosRun.report(of: ChaosPlan(seed: seed, scale: .short), limit: .seconds(90))
        #expect(report.complaints == [], "\(report.summary)")
    }
}
