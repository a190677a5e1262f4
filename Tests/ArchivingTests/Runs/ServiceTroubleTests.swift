import Archiving
import Failures
import HTTPTransport
import Manifest
import Simulation
import TestServers
import Testing

@Suite("Services that refuse or are not there", .timeLimit(.minutes(2)))
struct ServiceTroubleTests {
    /// Five finished videos, of which one after the other would be archived.
    private static func five(bucket: String = "videos") async throws -> (bench: RunBench, ids: [String]) {
        var bench = try await RunBench(bucket: bucket)
        bench.transfer.concurrency = 1
        let prepared = bench
        let ids = try (1...5).map { _ in try prepared.addFinished() }
        try await bench.learn()
        return (bench, ids)
    }

    /// The run ended at the first video, and the next one archives all.
    private static func expectEarlyEnd(
        _ bench: RunBench, ids: [String], summary: RunSummary, events: EventLog, code: String
    ) throws {
        #expect(events.began.count == 1)
        #expect(summary.archived == 0)
        #expect(summary.lost == 0)
        #expect(summary.deferred == 5)
        #expect(events.problems.map(\.code) == [code])
        for id in ids { #expect(try bench.video(id).state == .pending) }
    }

    @Test("a wrong storage secret ends the run at once, with 77")
    func wrongSecret() async throws {
        var (bench, ids) = try await Self.five(bucket: "refused")
        bench.secret = "not-the-secret"
        let events = EventLog()
        let summary = try await bench.run(events)
        #expect(summary.status == .credentials)
        try Self.expectEarlyEnd(bench, ids: ids, summary: summary, events: events, code: "storage.wrong-secret")
        #expect(bench.downloads == 1)
        bench.secret = bench.storage.administrator.secretAccessKey
        #expect(try await bench.run().archived == 5)
    }

    @Test("a bucket that does not exist ends it with 78")
    func missingBucket() async throws {
        var (bench, ids) = try await Self.five()
        bench.bucket = "no-such-bucket"
        let events = EventLog()
        let summary = try await bench.run(events)
        #expect(summary.status == .configuration)
        try Self.expectEarlyEnd(bench, ids: ids, summary: summary, events: events, code: "storage.no-such-bucket")
        #expect(events.problems.first?.message.contains(events.began[0].taskID) == true)
    }

    @Test("a storage that cannot be reached is tried again, and then ends it with 69")
    func unreachableStorage() async throws {
        var (bench, ids) = try await Self.five()
        bench.endpoint = try RunBench.deadURL()
        let events = EventLog()
        let summary = try await bench.run(events)
        #expect(summary.status == .unavailable)
        try Self.expectEarlyEnd(bench, ids: ids, summary: summary, events: events, code: "storage.unreachable")
        #expect(bench.downloads == 1 + bench.transfer.retries)
    }

    @Test("a manifest that cannot be written ends it before a byte is stored")
    func manifestTrouble() async throws {
        var (bench, _) = try await Self.five()
        let uploadsBefore = try await bench.uploads()
        bench.manifest = try bench.manifestForReading()
        let events = EventLog()
        let summary = try await bench.run(events)
        #expect(summary.status == .bug)
        #expect(events.began.count == 1)
        #expect(events.problems.map(\.code) == ["manifest.bug"])
        // While the intent is written the source is asked already.
        #expect(bench.downloads <= 1)
        #expect(try await bench.uploads() == uploadsBefore)
    }

    @Test("an API key that is refused ends the questions with 77, and loses nothing")
    func wrongKey() async throws {
        var bench = try await RunBench()
        let id = try bench.addFinished()
        bench.apiKey = "sk-other"
        let events = EventLog()
        let summary = try await bench.run(events)
        #expect(summary.status == .credentials)
        #expect(summary.pending == 1)
        #expect(events.problems.map(\.code) == ["studio.credentials-refused"])
        #expect(try bench.video(id).state == .waiting)
    }

    @Test("without Model Studio the videos whose URLs are known are archived all the same, and the run says 69")
    func studioDown() async throws {
        var bench = try await RunBench()
        let prepared = bench
        let known = try (1...3).map { _ in try prepared.addFinished() }
        try await bench.learn()
        let unknown = try bench.addFinished()
        bench.apiURL = try RunBench.deadURL()
        let events = EventLog()
        let summary = try await bench.run(events)
        #expect(summary.status == .unavailable)
        #expect(summary.archived == 3)
        #expect(summary.pending == 1)
        #expect(events.problems.map(\.code) == ["studio.unreachable"])
        for id in known { #expect(try bench.video(id).state == .archived) }
        #expect(try bench.video(unknown).state == .waiting)
    }

    @Test(
        "an account that is out of service ends the questions with 69",
        arguments: [(400, "Arrearage"), (429, "PrepaidBillOverdue"), (403, "AllocationQuota.FreeTierOnly")])
    func overdue(status: Int, code: String) async throws {
        let bench = try await RunBench()
        _ = try bench.addFinished()
        bench.studio.inject(.status(status, code: code), into: .query, times: nil)
        #expect(try await bench.run().status == .unavailable)
        #expect(bench.studio.log.requests(to: .query).count == 1)
    }

    @Test(
        "a question that fails in a way that may pass is repeated",
        arguments: [
            .status(500, code: "InternalError"), .status(429, code: "Throttling.RateQuota"), .noReply, .invalidJSON,
            .htmlPage(status: 502), .cut(after: 20),
        ] as [APIFault])
    func transient(fault: APIFault) async throws {
        let bench = try await RunBench()
        let id = try bench.addFinished()
        bench.studio.inject(fault, into: .query)
        #expect(try await bench.run().status == .done)
        #expect(try bench.video(id).state == .archived)
    }

    @Test("a task that Model Studio refuses is asked for again for a day, then given up", arguments: [0, 90_000])
    func refusedTask(clockAhead: Double) async throws {
        var bench = try await RunBench()
        let id = SimulatedTask(schedule: .immediately(.running)).id
        try bench.add([id])
        bench.clockAhead = clockAhead
        bench.studio.inject(.status(400, code: "InvalidParameter"), into: .query, times: nil)
        let isOver = clockAhead > 0
        let events = EventLog()
        let summary = try await bench.run(events)
        #expect(summary.status == (isOver ? .lost : .unfinished))
        #expect(events.losses.map(\.key.taskID) == (isOver ? [id] : []))
        #expect(events.problems.count == (isOver ? 0 : 1))
        #expect(try bench.video(id).state == (isOver ? .lost : .waiting))
        #expect(try bench.video(id).lastError?.code == (isOver ? "studio.request-refused" : nil))
        bench.studio.log.clear()
        #expect(try await bench.run().status == (isOver ? .done : .unfinished))
        #expect(bench.studio.log.requests(to: .query).count == (isOver ? 0 : 1))
    }

    @Test("a task that cannot be asked about keeps no other from being archived; the run says 75 and names it")
    func oneQuestion() async throws {
        var bench = try await RunBench()
        bench.studioRetries = 0
        let ids = try [bench.addFinished(), bench.addFinished(), bench.addFinished()]
        bench.studio.inject(.status(500, code: "InternalError"), into: .query)
        let events = EventLog()
        let summary = try await bench.run(events)
        #expect(summary.status == .unfinished)
        #expect(summary.queried == 2)
        #expect(summary.archived == 2)
        #expect(summary.pending == 1)
        let waiting = try ids.filter { try bench.video($0).state == .waiting }
        #expect(waiting.count == 1)
        #expect(events.problems.count == 1)
        #expect(events.problems.first?.message.contains(waiting.first ?? "?") == true)
    }
}
