import Failures
import HTTPTransport
import ObjectStorage
import Synchronization
import Testing

@testable import Archiving

@Suite("A source that breaks in the middle")
struct ResumedRelayTests {
    private static func started(resumes: Int = 3, passed: Int = 500) async throws -> RelayFeed {
        var feed = try RelayFeed(file: RelayFeed.video(), resumes: resumes)
        try await feed.answer(feed.head(0..<3000))
        try feed.pass(passed)
        return feed
    }

    @Test(
        "it is asked for the rest after a wait, and the video is whole in the end",
        arguments: [.broken, nil, .refused(503), .refused(429), .refused(400)] as [SourceInterruption?])
    func resumed(interruption: SourceInterruption?) async throws {
        var feed = try await Self.started()
        // A whole response without new bytes is as good as a break.
        if interruption == nil { _ = try feed.end() }
        let step = try feed.end(interruption)
        #expect(step.request?.headers == ["Range": "bytes=500-2999", "If-Match": RelayFeed.etag])
        #expect(step.delay == .milliseconds(1))
        try feed.resume(feed.head(500..<3000))
        try feed.pass(2500)
        #expect(try feed.end().isComplete)
        #expect(feed.relay.digests.crc64 == RelayFeed.crc64(feed.file))
    }

    @Test("it is asked so often, with growing waits, and no more")
    func exhausted() async throws {
        var feed = try await Self.started(resumes: 3)
        for attempt in 1...3 {
            #expect(try feed.end(.broken).delay == .milliseconds(attempt))
            try feed.resume(feed.head(feed.received..<3000))
            try feed.pass(10)
        }
        let failure = #expect(throws: Failure.self) { try feed.end(.broken) }
        #expect(failure?.code == "source.cut")
        #expect(failure?.disposition == .retry())
        #expect(failure?.message.hasPrefix("the source ended at byte 530 of 3000") == true)
    }

    @Test("without resumes the first break ends the attempt")
    func noResumes() async throws {
        var feed = try await Self.started(resumes: 0)
        #expect(throws: Failure.self) { try feed.end(.broken) }
    }

    @Test("a source that gives a part at each request is not taken for one that breaks")
    func parts() async throws {
        var feed = try RelayFeed(file: RelayFeed.video(), resumes: 0)
        try await feed.answer(feed.head(0..<600))
        for start in stride(from: 0, to: 3000, by: 600) {
            try feed.pass(600)
            let step = try feed.end()
            guard start < 2400 else {
                #expect(step.isComplete)
                break
            }
            #expect(step.delay == .zero)
            try feed.resume(feed.head(start + 600..<start + 1200))
        }
    }

    @Test("a source that ends in good order again and again without a byte is not asked for ever")
    func emptyParts() async throws {
        var feed = try await Self.started(resumes: 2)
        for delay in [Duration.zero, .milliseconds(1), .milliseconds(2)] {
            #expect(try feed.end().delay == delay)
            try feed.resume(feed.head(500..<3000))
        }
        #expect(throws: Failure.self) { try feed.end() }
    }

    @Test("a URL that dies in the middle has to be asked for anew")
    func expired() async throws {
        var feed = try await Self.started()
        let failure = #expect(throws: Failure.self) { try feed.end(.refused(403, ec: "0002-00000069")) }
        #expect(failure?.code == "source.expired")
        #expect(failure?.disposition == .renewSource(expired: true))
    }

    @Test("a file that was replaced meanwhile ends the attempt, as what came is worth nothing")
    func replaced() async throws {
        var feed = try await Self.started()
        let failure = #expect(throws: Failure.self) { try feed.end(.refused(412)) }
        #expect(failure?.disposition == .refuseContent)
    }

    @Test("a file of another length is another one, too")
    func grown() async throws {
        var feed = try await Self.started()
        _ = try feed.end(.broken)
        let head = HTTPResponseHead(status: 206, headers: ["Content-Range": "bytes 500-2999/3001"])
        let failure = #expect(throws: Failure.self) { try feed.resume(head) }
        #expect(failure?.code == "source.changed" && failure?.disposition == .refuseContent)
    }

    @Test(
        "an answer that does not continue right there ends the attempt",
        arguments: [
            (200, "bytes 500-2999/3000"), (206, "bytes 0-2999/3000"), (206, "bytes 501-2999/3000"),
            (206, "bytes 499-2999/3000"), (206, nil), (206, "bytes 500-2999/*"),
        ] as [(Int, String?)])
    func elsewhere(status: Int, range: String?) async throws {
        var feed = try await Self.started()
        _ = try feed.end(.broken)
        var head = HTTPResponseHead(status: status)
        head.headers["Content-Range"] = range
        let failure = #expect(throws: Failure.self) { try feed.resume(head) }
        #expect(failure?.code == "source.not-continued")
        #expect(failure?.disposition == .retry())
    }
}
