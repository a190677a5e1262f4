import FoundationEssentials
import Manifest
import TestServers
import Testing

@testable import KeepreelCLI

@Suite("Videos at risk in a long run", .timeLimit(.minutes(1)))
struct RiskWatchTests {
    @Test("one that comes to be at risk while a run goes on is noted before its end")
    func meanwhile() async throws {
        let folder = try ScratchDirectory("risk")
        let manifest = try Manifest.open(path: folder.file("manifest.sqlite"), announcing: [.atRisk])
        let begin = Date()
        _ = try manifest.add([NewTask(taskID: "soon", submittedAt: begin)], origin: .added, now: begin)
        let watch = RiskWatch(manifest: manifest, now: { begin + 23 * 3600 })
        let (looks, look) = AsyncStream.makeStream(of: Void.self)
        let looking = Task { try await watch.look(every: .milliseconds(5)) { look.yield() } }
        for await _ in looks { break }
        looking.cancel()
        #expect(try manifest.nextNotice(of: [.atRisk])?.task.taskID == "soon")
    }
}
