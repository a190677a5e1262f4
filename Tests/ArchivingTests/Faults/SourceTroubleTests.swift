import Simulation
import TestServers
import Testing

@Suite("Every trouble of a source, with one PUT and with parts, to S3 and to OSS", .timeLimit(.minutes(5)))
struct SourceTroubleTests {
    private static let cases = FaultCase.all(connections + answers + contents + secure + late)
    private static let runs = FaultRuns(cases)
    private static let connection = Trouble.End.pending("source.connection")

    private static let connections: [Trouble] = [
        .passing(.source, "refused", .connection(.refused)),
        .lasting(.source, "refused", .closedPort, connection),
        .passing(.source, "reset in the middle", .connection(.reset(.reply, after: 50_000))),
        .lasting(.source, "reset before the answer", .connection(.reset(.reply, after: 0)), connection),
        .passing(.source, "cut in the middle", .connection(.cut(.reply, after: 50_000))),
        .passing(.source, "cut before the answer", .connection(.cut(.reply, after: 0))),
        .lasting(.source, "cut before the answer", .connection(.cut(.reply, after: 0)), connection),
        .passing(.source, "cut within the request", .connection(.cut(.request, after: 20))),
        .passing(.source, "stalled in the middle", .connection(.stalled(.reply, after: 50_000)), isSlow: true),
        .lasting(
            .source, "stalled before the answer", .connection(.stalled(.reply, after: 0)), connection, isSlow: true),
        .passing(
            .source, "a byte a second", .connection(.trickle(.reply, after: 50_000, every: .seconds(1))), isSlow: true),
        .lasting(
            .source, "a byte a second", .connection(.trickle(.reply, after: 0, every: .seconds(1))), connection,
            isSlow: true),
        .passing(.source, "bytes twice on the wire", .connection(.repeated(.reply, at: 50_000, count: 1000))),
        .passing(.source, "bytes in wrong order on the wire", .connection(.swapped(.reply, at: 50_000, count: 1000))),
        .passing(.source, "a wrong byte on the wire", .connection(.inverted(.reply, at: 50_000))),
    ]

    private static let answers: [Trouble] = [
        .passing(.source, "an answer a bit late", .connection(.late(.milliseconds(300)))),
        .passing(.source, "an answer much too late", .connection(.late(.seconds(600))), isSlow: true),
        .passing(.source, "429, twice", .object([.status(429)]), times: 2),
        .passing(.source, "500, twice", .object([.status(500)]), times: 2),
        .passing(.source, "503, twice", .object([.status(503)]), times: 2),
        .lasting(.source, "429", .object([.status(429)]), .pending("source.transient")),
        .lasting(.source, "500", .object([.status(500)]), .pending("source.transient")),
        .lasting(.source, "503", .object([.status(503)]), .pending("source.transient")),
    ]

    private static let contents: [Trouble] = [
        .passing(.source, "longer than told", .object([.contentLength(off: -20_000)])),
        .passing(.source, "shorter than told", .object([.contentLength(off: 20_000)])),
        .lasting(
            .source, "longer than told", .object([.contentLength(off: -20_000)]), .pending("source.bad-content"),
            parts: .pending("source.cut")),
        .lasting(
            .source, "shorter than told", .object([.contentLength(off: 20_000)]), .pending("source.not-continued"),
            parts: .archived),
        .passing(.source, "bytes twice", .object([.repeatedBytes(at: 40_000, count: 1000)]), isAtFirst: true),
        .passing(.source, "bytes in wrong order", .object([.swappedBytes(at: 40_000, count: 1000)]), isAtFirst: true),
        .lasting(
            .source, "bytes twice", .object([.repeatedBytes(at: 40_000, count: 1000)]),
            .pending("source.wrong-checksum"), mostUploads: 3),
        .lasting(
            .source, "bytes in wrong order", .object([.swappedBytes(at: 40_000, count: 1000)]),
            .pending("source.wrong-checksum"), mostUploads: 3),
        .passing(.source, "range ignored", .object([.ignoredRange])),
        .lasting(.source, "range ignored", .object([.ignoredRange]), .archived),
        .lasting(.source, "range ignored and no length", .object([.ignoredRange, .missingLength]), .archived),
        .passing(.source, "another ETag", .object([.changingETag])),
        .lasting(.source, "another ETag", .object([.changingETag]), .archived, parts: .pending("source.changed")),
        .passing(.source, "another object, If-Match ignored", .object([.replacedObject])),
    ]

    private static let secure: [Trouble] = [
        .passing(.source, "TLS broken off", .connection(.reset(.reply, after: 200)), isSecure: true),
        .passing(.source, "TLS garbled", .connection(.inverted(.reply, at: 200)), isSecure: true),
        .lasting(.source, "TLS garbled", .connection(.inverted(.reply, at: 200)), connection, isSecure: true),
        .lasting(.source, "unknown authority", .unknownAuthority, connection, isSecure: true),
    ]

    private static let late: [Trouble] = [
        // Of a URL that seemed to have time the other parts are asked for one by one, and too late.
        .beyondDeadline(
            .source, "answer after the deadline", .object([.stall(after: 0)]), .archived,
            parts: .lost("source.expired")),
        .beyondDeadline(
            .source, "reset after the deadline", .object([.stall(after: 20_000)]), .lost("source.expired"),
            then: .breaks),
    ]

    @Test("it ends as it should, and the next run archives the video", arguments: cases)
    func trouble(item: FaultCase) async throws {
        try expectPromises(try await Self.runs.outcome(of: item), of: item)
    }
}
