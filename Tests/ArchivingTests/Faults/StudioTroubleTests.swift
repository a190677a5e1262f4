import Failures
import Simulation
import TestServers
import Testing

@Suite("Every trouble of Model Studio, with one PUT and with parts, to S3 and to OSS", .timeLimit(.minutes(5)))
struct StudioTroubleTests {
    private static let cases = FaultCase.all(connections + answers + contents + secure + late)
    private static let runs = FaultRuns(cases)
    private static let unasked = Trouble.End.unasked(.unfinished)
    private static let unreachable = Trouble.End.unasked(.unavailable)

    private static let connections: [Trouble] = [
        .passing(.studio, "refused", .connection(.refused)),
        .lasting(.studio, "refused", .closedPort, unreachable),
        .passing(.studio, "reset in the answer", .connection(.reset(.reply, after: 300))),
        .lasting(.studio, "reset in the answer", .connection(.reset(.reply, after: 300)), unasked),
        .passing(.studio, "cut in the answer", .connection(.cut(.reply, after: 300))),
        .lasting(.studio, "cut before the answer", .connection(.cut(.reply, after: 0)), unasked),
        .passing(.studio, "stalled in the answer", .connection(.stalled(.reply, after: 300)), isSlow: true),
        .lasting(.studio, "stalled before the answer", .connection(.stalled(.reply, after: 0)), unasked, isSlow: true),
        .passing(
            .studio, "a byte a second", .connection(.trickle(.reply, after: 300, every: .seconds(1))), isSlow: true),
        .lasting(
            .studio, "a byte a second", .connection(.trickle(.reply, after: 0, every: .seconds(1))), unasked,
            isSlow: true),
    ]

    private static let answers: [Trouble] = [
        .passing(.studio, "an answer a bit late", .connection(.late(.milliseconds(300)))),
        .passing(.studio, "an answer much too late", .connection(.late(.seconds(600))), isSlow: true),
        .passing(.studio, "429, twice", .query(.status(429, code: "Throttling.RateQuota")), times: 2),
        .passing(.studio, "500, twice", .query(.status(500, code: "InternalError")), times: 2),
        .passing(.studio, "503, twice", .query(.htmlPage(status: 503)), times: 2),
        .lasting(.studio, "429", .query(.status(429, code: "Throttling.RateQuota")), unasked),
        .lasting(.studio, "500", .query(.status(500, code: "InternalError")), unasked),
        .lasting(.studio, "503", .query(.htmlPage(status: 503)), unasked),
    ]

    private static let contents: [Trouble] = [
        .passing(.studio, "longer than told", .query(.contentLength(off: -20))),
        .passing(.studio, "shorter than told", .query(.contentLength(off: 20))),
        .lasting(.studio, "longer than told", .query(.contentLength(off: -20)), unasked),
        .lasting(.studio, "shorter than told", .query(.contentLength(off: 20)), unasked),
        .passing(.studio, "bytes twice on the wire", .connection(.repeated(.reply, at: 400, count: 50))),
        // In the head: a document whose names are others may still be one.
        .passing(.studio, "bytes in wrong order on the wire", .connection(.swapped(.reply, at: 0, count: 50))),
        .passing(.studio, "a wrong byte on the wire", .connection(.inverted(.reply, at: 400))),
    ]

    private static let secure: [Trouble] = [
        .passing(.studio, "TLS broken off", .connection(.reset(.reply, after: 200)), isSecure: true),
        .passing(.studio, "TLS garbled", .connection(.inverted(.reply, at: 200)), isSecure: true),
        .lasting(.studio, "TLS garbled", .connection(.inverted(.reply, at: 200)), unreachable, isSecure: true),
        .lasting(.studio, "unknown authority", .unknownAuthority, unreachable, isSecure: true),
    ]

    private static let late: [Trouble] = [
        .beyondDeadline(.studio, "answer after the deadline", .query(.stall(after: 10)), .lost("source.expired"))
    ]

    @Test("it ends as it should, and the next run archives the video", arguments: cases)
    func trouble(item: FaultCase) async throws {
        try expectPromises(try await Self.runs.outcome(of: item), of: item)
    }
}
