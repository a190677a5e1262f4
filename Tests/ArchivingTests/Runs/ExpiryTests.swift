import Archiving
import Failures
import Manifest
import Simulation
import TestServers
import Testing

@Suite("URLs that die", .timeLimit(.minutes(2)))
struct ExpiryTests {
    /// A video whose URL the manifest knows, and which has died since.
    private static func expired(_ bench: RunBench) async throws -> String {
        let id = try bench.addFinished(expiresIn: 3600)
        try await bench.learn()
        bench.studio.advanceClock(by: 7200)
        return id
    }

    @Test("a dead URL is asked for again, and the video archived from the fresh one")
    func renewed() async throws {
        let bench = try await RunBench()
        let id = try await Self.expired(bench)
        try bench.studio.update(id) { $0.signsEveryQuery = true }
        let summary = try await bench.run()
        #expect(summary.status == .done)
        #expect(summary.archived == 1)
        #expect(bench.studio.queries(of: id) == 1)
        #expect(try bench.requests(id).map(\.status) == [200])
        #expect(try await bench.object(id).body == VideoBody.generated(bytes: 100_000).allBytes())
    }

    @Test("so it is when only the source knows that the URL is dead, as our clock is late")
    func lateClock() async throws {
        var bench = try await RunBench()
        let id = try await Self.expired(bench)
        bench.clockAhead = -7200
        try bench.studio.update(id) { $0.signsEveryQuery = true }
        let summary = try await bench.run()
        #expect(summary.status == .done)
        #expect(try bench.requests(id).map(\.status) == [403, 200])
        #expect(bench.studio.queries(of: id) == 1)
    }

    @Test("and when it dies in the middle of the video")
    func inTheMiddle() async throws {
        let bench = try await RunBench()
        let id = try bench.addFinished(bytes: 150_000, expiresIn: 3600)
        try await bench.learn()
        try bench.studio.inject(.cut(after: 100_000), into: id, times: nil)
        try bench.studio.inject(.stall(after: 50_000), into: id)
        async let running = bench.run()
        try await bench.studio.log.wait { _ in bench.studio.stalledBodies == 1 }
        bench.studio.advanceClock(by: 7200)
        try bench.studio.update(id) { $0.signsEveryQuery = true }
        bench.studio.releaseStalls()
        let summary = try await running
        #expect(summary.status == .done)
        let statuses = try bench.requests(id).map(\.status)
        #expect(statuses == [200, 403, 200, 206])
        #expect(try await bench.object(id).body == VideoBody.generated(bytes: 150_000).allBytes())
    }

    @Test("our clock may be wrong: a URL that should be dead is tried before it is given up")
    func earlyClock() async throws {
        var bench = try await RunBench()
        let id = try bench.addFinished(expiresIn: 3600)
        bench.clockAhead = 100 * 3600
        #expect(try await bench.run().status == .done)
        #expect(try bench.video(id).state == .archived)
    }

    @Test("without a fresh one the video is lost, by name, in this run only")
    func lost() async throws {
        let bench = try await RunBench()
        let id = try await Self.expired(bench)
        let events = EventLog()
        let summary = try await bench.run(events)
        #expect(summary.status == .lost)
        #expect(summary.lost == 1)
        #expect(summary.deferred == 0)
        #expect(events.losses.map(\.key) == [VideoKey(taskID: id, index: 0)])
        #expect(events.losses.first?.lastError?.code == "source.expired")
        #expect(try bench.requests(id).map(\.status) == [403])
        #expect(try await bench.object(id).status == 404)

        bench.studio.log.clear()
        let again = EventLog()
        #expect(try await bench.run(again).status == .done)
        #expect(again.events.isEmpty)
        #expect(bench.studio.log.records.isEmpty)
    }

    @Test("a fresh URL brings a fresh deadline: wrong content behind it is no loss yet")
    func freshDeadline() async throws {
        let bench = try await RunBench()
        let id = try await Self.expired(bench)
        try bench.studio.update(id) { $0.signsEveryQuery = true }
        try bench.studio.inject(.htmlPage, into: id, times: nil)
        let summary = try await bench.run()
        #expect(summary.status == .unfinished)
        #expect(summary.deferred == 1)
        #expect(try bench.video(id).expiresAt.map { $0 > bench.studio.now } == true)
    }

    @Test("many losses are all told, each once")
    func many() async throws {
        let bench = try await RunBench()
        let ids = (0..<130).map { "never-existed-\($0)" }
        try bench.add(ids)
        let events = EventLog()
        #expect(try await bench.run(events).lost == 130)
        #expect(Set(events.losses.map(\.key.taskID)) == Set(ids))
        #expect(events.losses.count == 130)
    }

    @Test("nor is there a fresh one when the task itself is forgotten")
    func forgotten() async throws {
        let bench = try await RunBench()
        let id = try await Self.expired(bench)
        bench.studio.remove(id)
        #expect(try await bench.run().status == .lost)
        #expect(try bench.video(id).state == .lost)
    }

    @Test("a result that was removed before its time is asked for again, and lost when its time is over")
    func removed() async throws {
        let bench = try await RunBench()
        let id = try bench.addFinished(expiresIn: 3600)
        try await bench.learn()
        let key = try bench.studio.key(of: id)
        try bench.studio.purge(id)
        let first = try await bench.run()
        #expect(first.status == .unfinished)
        #expect(first.deferred == 1)
        #expect(bench.studio.log.requests(for: key).map(\.status) == [404])
        #expect(try bench.video(id).lastError?.message.contains("NoSuchKey") == true)
        bench.studio.advanceClock(by: 7200)
        #expect(try await bench.run().status == .lost)
    }

    @Test("a task Model Studio never knew is lost once")
    func unknown() async throws {
        let bench = try await RunBench()
        try bench.add(["never-existed"])
        let events = EventLog()
        let summary = try await bench.run(events)
        #expect(summary.status == .lost)
        #expect(summary.queried == 1)
        #expect(summary.lost == 1)
        #expect(events.losses.map(\.key.taskID) == ["never-existed"])
        let again = EventLog()
        #expect(try await bench.run(again).status == .done)
        #expect(again.events.isEmpty)
    }

    @Test("while Model Studio cannot be asked, a video with a dead URL is not lost yet")
    func studioDown() async throws {
        var bench = try await RunBench()
        let id = try await Self.expired(bench)
        try bench.studio.update(id) { $0.signsEveryQuery = true }
        bench.apiURL = try RunBench.deadURL()
        let events = EventLog()
        let summary = try await bench.run(events)
        #expect(summary.status == .unavailable)
        #expect(summary.deferred == 1)
        #expect(events.outcomes.first?.isPostponed == true)
        #expect(events.outcomes.first?.failure?.code == "studio.unreachable")
        #expect(events.outcomes.first?.failure?.message.contains(id) == true)
        bench.apiURL = bench.studio.apiURL
        #expect(try await bench.run().status == .done)
    }

    @Test("a key that is refused when a dead URL is asked for again is told as such")
    func keyRefused() async throws {
        var bench = try await RunBench()
        _ = try await Self.expired(bench)
        bench.apiKey = "sk-other"
        let events = EventLog()
        let summary = try await bench.run(events)
        #expect(summary.status == .credentials)
        #expect(summary.lost == 0)
        #expect(summary.deferred == 1)
        #expect(events.outcomes.first?.failure?.code == "studio.credentials-refused")
    }
}
