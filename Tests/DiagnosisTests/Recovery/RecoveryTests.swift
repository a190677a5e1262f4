import Failures
import Foundation
import HTTPTransport
import Manifest
import ObjectStorage
import Synchronization
import TestServers
import Testing

@testable import Diagnosis

@Suite("Recovery from a list of pages", .timeLimit(.minutes(5)))
struct RecoveryTests {
    private let scratch: ScratchDirectory
    private let manifest: Manifest
    private let now = Date(timeIntervalSince1970: 1_700_000_000)

    init() throws {
        scratch = try ScratchDirectory("recovery")
        manifest = try Manifest.open(path: scratch.file("manifest.sqlite"))
    }

    private func recovery(_ objects: ManyObjects, retries: Int = 0) throws -> Recovery {
        let now = now
        return Recovery(
            bucket: try objects.bucket(retries: retries), web: ScriptedWeb([]),
            patience: Patience(retries: 0) { _ in .zero },
            manifest: manifest, prefix: "clips",
            link: { "https://videos.example/\($0)" }, now: { now })
    }

    @Test("a bucket with 100,000 objects is recovered in memory that does not grow with it")
    func memory() async throws {
        let objects = ManyObjects(100_000)
        let memory = Mutex<[Int]>([])
        let summary = try await recovery(objects).run(isDryRun: false) { _ in
            memory.withLock { $0.append(ResidentMemory.now()) }
        }
        #expect(summary.end == nil && summary.status == .done && summary.isComplete)
        #expect(summary.listed == 100_000 && summary.recovered == 100_000)
        #expect(summary.bytes == 100_000 * ManyObjects.size)
        #expect(try manifest.counts()[.archived] == 100_000)
        let resident = memory.withLock { $0 }
        try #require(resident.count == 100)
        let growth = resident[20...].max().map { $0 - (resident[..<20].max() ?? 0) } ?? 0
        #expect(growth < 8 << 20, "\(resident.map { $0 >> 20 })")
    }

    @Test(
        "what was gone or wrong once is read back; where that fails, what was found beside it is recorded all the same")
    func distrusted() async throws {
        _ = try await recovery(ManyObjects(10)).run(isDryRun: false)
        try manifest.reopen(
            VideoKey(taskID: "task-5", index: 0), reason: RecordedError(code: "verify.missing", message: "m"), at: now)
        let summary = try await recovery(ManyObjects(1500)).run(isDryRun: false)
        // Nobody answers what is read back.
        #expect(summary.end != nil && summary.status == .unavailable)
        #expect(summary.recovered == 990 && summary.known == 9 && summary.adopted == 0)
        #expect(try manifest.counts()[.archived] == 999)
    }

    @Test("what the manifest has with the same size and ETag is not asked for again; a second time changes nothing")
    func again() async throws {
        let objects = ManyObjects(2500)
        _ = try await recovery(objects).run(isDryRun: false)
        #expect(Set(objects.heads).count == 2500)
        objects.forgetRequests()
        let before = try manifest.task("task-2000")
        let second = try await recovery(objects).run(isDryRun: false)
        #expect(second.listed == 2500 && second.known == 2500 && second.recovered == 0)
        #expect(objects.heads.isEmpty)
        #expect(try manifest.task("task-2000") == before)
        let video = try #require(try manifest.videos(of: "task-2000").first)
        #expect(video.objectKey == ManyObjects.key(2000) && video.state == .archived)
        #expect(video.url == "https://videos.example/\(ManyObjects.key(2000))")
    }

    @Test("one that ended in the middle goes on where it was, and asks for little twice")
    func resumed() async throws {
        let objects = ManyObjects(3000)
        objects.inject { method, number in
            method == "HEAD" && number == 1700 ? .refusal(403, "AccessDenied") : nil
        }
        let first = try await recovery(objects).run(isDryRun: false)
        #expect(first.end != nil && first.status == .credentials)
        let recorded = try manifest.counts()[.archived]
        // Some are asked for at a time, and how many of them before the refusal is heard is open.
        #expect(recorded == first.recovered && (1680..<2000).contains(recorded))
        objects.inject { _, _ in nil }
        objects.forgetRequests()
        let second = try await recovery(objects).run(isDryRun: false)
        #expect(second.status == .done && second.known == recorded && second.recovered == 3000 - recorded)
        #expect(objects.heads.count == 3000 - recorded)
    }

    @Test("a page that cannot be had ends it; what came before is recorded")
    func unreachable() async throws {
        let objects = ManyObjects(2000)
        objects.inject { method, number in method == "GET" && number == 1000 ? .refusal(503, "SlowDown") : nil }
        let summary = try await recovery(objects).run(isDryRun: false)
        #expect(summary.end != nil && summary.status == .unfinished)
        #expect(try manifest.counts()[.archived] == 1000)
    }

    @Test("an object that cannot be looked at is told with 75, and the others are recovered")
    func unchecked() async throws {
        let objects = ManyObjects(20)
        objects.inject { method, number in method == "HEAD" && number == 7 ? .refusal(500, "InternalError") : nil }
        let summary = try await recovery(objects, retries: 1).run(isDryRun: false)
        #expect(summary.recovered == 19 && summary.uncheckedCount == 1)
        #expect(summary.unchecked.map(\.key) == [ManyObjects.key(7)])
        #expect(summary.status == .unfinished && summary.end == nil && !summary.isComplete)
        #expect(objects.heads.count { $0 == 7 } == 2)
    }

    @Test("an object that is gone when it is asked for is passed over")
    func gone() async throws {
        let objects = ManyObjects(3)
        objects.inject { method, number in method == "HEAD" && number == 1 ? .refusal(404, "NoSuchKey") : nil }
        let summary = try await recovery(objects).run(isDryRun: false)
        #expect(summary.listed == 3 && summary.recovered == 2 && summary.status == .done)
    }

    @Test("a dry run counts the same and changes nothing")
    func dry() async throws {
        let objects = ManyObjects(1500)
        let summary = try await recovery(objects).run(isDryRun: true)
        #expect(summary.recovered == 1500)
        #expect(try manifest.counts().total == 0)
    }

    @Test("one that is cancelled ends soon, and leaves what the next goes on from")
    func cancelled() async throws {
        let objects = ManyObjects(5000)
        let recovery = try recovery(objects)
        let task = Task {
            await recovery.run(isDryRun: false) { _ in withUnsafeCurrentTask { $0?.cancel() } }
        }
        let summary = await task.value
        #expect(summary.listed == 1000 && summary.recovered == 1000 && !summary.isComplete)
        let next = await recovery.run(isDryRun: false)
        #expect(next.known == 1000 && next.recovered == 4000)
    }
}
