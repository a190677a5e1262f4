import Archiving
import Failures
import HTTPTransport
import Manifest
import Simulation
import TestServers
import Testing

@Suite("Sources that bring something else", .timeLimit(.minutes(2)))
struct BadSourceTests {
    /// Content that is not what was promised, at every request.
    private static let wrongContent: [Fault] = [
        .wrongChecksum, .flippedByte(at: 50_000), .htmlPage, .xmlError, .emptyBody, .notVideo, .status(400),
        .redirect(to: "ftp://127.0.0.1/elsewhere"),
    ]

    @Test("wrong content is fetched twice, never published, and left to the next run by name", arguments: wrongContent)
    func postponed(fault: Fault) async throws {
        let bench = try await RunBench()
        let id = try bench.addFinished()
        try bench.studio.inject(fault, into: id, times: nil)
        let events = EventLog()
        let summary = try await bench.run(events)
        #expect(summary.status == .unfinished)
        #expect(summary.archived == 0)
        #expect(summary.deferred == 1)
        #expect(summary.lost == 0)
        try #require(events.outcomes.count == 1)
        #expect(events.outcomes[0].isPostponed)
        #expect(events.outcomes[0].failure?.message.contains(id) == true)
        #expect(try bench.requests(id).count == 2)
        #expect(try await bench.object(id).status == 404)
        let video = try bench.video(id)
        #expect(video.state == .pending)
        #expect(video.attempts == 1)
        #expect(video.lastError?.code.hasPrefix("source.") == true)
        #expect(video.lastError?.message.contains("Signature") == false)

        bench.studio.clearFaults()
        #expect(try await bench.run().archived == 1)
        #expect(try await bench.object(id).status == 200)
    }

    @Test("when the deadline is over as well, the video is lost, which is told once", arguments: wrongContent)
    func lost(fault: Fault) async throws {
        var bench = try await RunBench()
        let id = try bench.addFinished(expiresIn: 3600)
        bench.clockAhead = 7200
        try bench.studio.inject(fault, into: id, times: nil)
        let events = EventLog()
        let summary = try await bench.run(events)
        #expect(summary.status == .lost)
        #expect(summary.lost == 1)
        #expect(summary.deferred == 0)
        #expect(events.losses.map(\.key.taskID) == [id])
        // The record stands beside its task; only what is printed names the task again.
        #expect(events.losses.first?.lastError?.message.contains(id) == false)
        #expect(try bench.video(id).state == .lost)
        #expect(try bench.video(id).sourceURL == nil)
        #expect(try await bench.object(id).status == 404)
        let again = EventLog()
        #expect(try await bench.run(again).status == .done)
        #expect(again.events.isEmpty)
    }

    @Test(
        "a source that breaks and never goes on leaves no object; it is lost only when its time is over for long",
        arguments: [
            (0, .unfinished, .pending), (7200, .unfinished, .pending), (3600 + 86_400 + 60, .lost, .lost),
        ] as [(Double, Failures.ExitStatus, VideoState)])
    func neverContinued(clockAhead: Double, status: Failures.ExitStatus, state: VideoState) async throws {
        var bench = try await RunBench()
        let id = try bench.addFinished(expiresIn: 3600)
        bench.clockAhead = clockAhead
        try bench.studio.inject(.cut(after: 60_000), into: id)
        try bench.studio.inject(.status(503), into: id, times: nil, skipping: 1)
        let events = EventLog()
        #expect(try await bench.run(events).status == status)
        #expect(events.outcomes.first?.failure?.message.contains(id) == true)
        #expect(try bench.video(id).state == state)
        #expect(try await bench.object(id).status == 404)
    }

    @Test("a source that breaks once goes on where it stopped, into the same upload")
    func continued() async throws {
        let bench = try await RunBench(bucket: "resumed")
        let id = try bench.addFinished(bytes: 500_000)
        try bench.studio.inject(.cut(after: 200_000), into: id)
        let uploads = try await bench.uploads()
        let summary = try await bench.run()
        #expect(summary.status == .done)
        #expect(try bench.requests(id).map(\.range) == ["bytes=0-16777215", "bytes=200000-499999"])
        #expect(try await bench.object(id).body == VideoBody.generated(bytes: 500_000).allBytes())
        #expect(try await bench.uploads(atLeast: uploads + 1) == uploads + 1)
    }

    @Test(
        "what can be mended is mended: wrong lengths, no ranges, no length, errors that pass, closed connections",
        arguments: [
            .contentLength(off: -40_000), .contentLength(off: 40_000), .ignoredRange, .missingLength, .noReply,
            .status(500), .status(429), .cut(after: 0), .htmlPage, .wrongChecksum,
        ] as [Fault])
    func mended(fault: Fault) async throws {
        let bench = try await RunBench()
        let id = try bench.addFinished()
        try bench.studio.inject(fault, into: id)
        #expect(try await bench.run().status == .done)
        #expect(try await bench.object(id).body == VideoBody.generated(bytes: 100_000).allBytes())
    }

    @Test("one stream without ranges that breaks is begun anew")
    func brokenStream() async throws {
        let bench = try await RunBench()
        let id = try bench.addFinished()
        try bench.studio.inject(.ignoredRange, into: id, times: nil)
        try bench.studio.inject(.cut(after: 30_000), into: id)
        #expect(try await bench.run().status == .done)
        #expect(try await bench.object(id).body == VideoBody.generated(bytes: 100_000).allBytes())
    }

    @Test("a file that is replaced again and again is not pieced together")
    func replaced() async throws {
        let bench = try await RunBench()
        let id = try bench.addFinished()
        try bench.studio.inject(.changingETag, into: id, times: nil)
        try bench.studio.inject(.cut(after: 60_000), into: id, times: nil)
        #expect(try await bench.run().status == .unfinished)
        #expect(try await bench.object(id).status == 404)
        // Each attempt asks once for the rest, and the refusal ends it.
        let statuses = try bench.requests(id).map(\.status)
        #expect(statuses == [200, 412, 200, 412])
    }

    @Test("of a source without a length that breaks nothing is stored, as nothing tells that it is whole")
    func noLength() async throws {
        let bench = try await RunBench()
        let id = try bench.addFinished()
        for fault in [.ignoredRange, .missingLength, .cut(after: 60_000)] as [Fault] {
            try bench.studio.inject(fault, into: id, times: nil)
        }
        #expect(try await bench.run().status == .unfinished)
        #expect(try bench.video(id).lastError?.code == "source.connection")
        #expect(try await bench.object(id).status == 404)
    }

    @Test("a private address is no source unless it is allowed")
    func privateAddress() async throws {
        var bench = try await RunBench()
        let id = try bench.addFinished()
        bench.transfer.sourcePolicy = .publicOnly
        let events = EventLog()
        #expect(try await bench.run(events).status == .unfinished)
        #expect(events.outcomes.first?.failure?.code == "source.private-address")
        #expect(bench.downloads == 0)
        bench.transfer.sourcePolicy = .any
        #expect(try await bench.run().status == .done)
        #expect(try bench.video(id).state == .archived)
    }

    @Test("one bad video keeps no other from being archived")
    func others() async throws {
        let bench = try await RunBench()
        let bad = try bench.addFinished()
        let good = try (1...3).map { _ in try bench.addFinished() }
        try bench.studio.inject(.htmlPage, into: bad, times: nil)
        let summary = try await bench.run()
        #expect(summary.status == .unfinished)
        #expect(summary.archived == 3)
        for id in good { #expect(try bench.video(id).state == .archived) }
    }
}
