import Failures
import Simulation
import TestServers
import Testing

@Suite("Every trouble of a storage, with one PUT and with parts, to S3 and to OSS", .timeLimit(.minutes(5)))
struct StorageTroubleTests {
    private static let cases = FaultCase.all(connections + answers + contents + secure + late)
    private static let runs = FaultRuns(cases)
    private static let connection = Trouble.End.pending("storage.connection")
    private static let unreachable = Trouble.End.pending("storage.unreachable", .unavailable)

    private static let connections: [Trouble] = [
        .passing(.storage, "refused", .connection(.refused)),
        .lasting(.storage, "refused", .closedPort, unreachable),
        .passing(.storage, "reset in the middle", .connection(.reset(.request, after: 50_000))),
        .lasting(.storage, "reset in the middle", .connection(.reset(.request, after: 50_000)), connection),
        .passing(.storage, "reset before the answer", .connection(.reset(.reply, after: 0))),
        .lasting(
            .storage, "reset before the answer", .connection(.reset(.reply, after: 0)), connection,
            leavesUploads: true, mostUploads: 4),
        .passing(.storage, "cut in the middle", .connection(.cut(.request, after: 50_000))),
        .lasting(.storage, "cut in the middle", .connection(.cut(.request, after: 50_000)), connection),
        .passing(.storage, "cut before the answer", .connection(.cut(.reply, after: 0))),
        .passing(.storage, "answer swallowed", .request(.lostReply)),
        .passing(
            .storage, "stalled in the middle", .connection(.stalled(.request, after: 50_000)), isSlow: true),
        .lasting(
            .storage, "stalled in the middle", .connection(.stalled(.request, after: 50_000)), connection, isSlow: true),
        .passing(.storage, "stalled before the answer", .connection(.stalled(.reply, after: 0)), isSlow: true),
        .lasting(
            .storage, "stalled before the answer", .connection(.stalled(.reply, after: 0)), connection, isSlow: true,
            leavesUploads: true),
        .passing(
            .storage, "takes a byte a second", .connection(.trickle(.request, after: 50_000, every: .seconds(1))),
            isSlow: true),
        .lasting(
            .storage, "takes a byte a second", .connection(.trickle(.request, after: 0, every: .seconds(1))),
            connection, isSlow: true),
        .passing(
            .storage, "answers a byte a second", .connection(.trickle(.reply, after: 0, every: .seconds(1))),
            isSlow: true),
        .lasting(
            .storage, "answers a byte a second", .connection(.trickle(.reply, after: 0, every: .seconds(1))),
            connection, isSlow: true, leavesUploads: true),
    ]

    private static let answers: [Trouble] = [
        .passing(.storage, "an answer a bit late", .connection(.late(.milliseconds(300)))),
        .passing(.storage, "an answer much too late", .connection(.late(.seconds(600))), isSlow: true),
        .passing(.storage, "429, twice", .request(.reply(429)), times: 2),
        .passing(.storage, "500, twice", .request(.error(500, "InternalError")), times: 2),
        .passing(.storage, "503, twice", .request(.error(503, "SlowDown")), times: 2),
        .lasting(.storage, "429", .request(.reply(429)), .pending("storage.slow-down")),
        .lasting(.storage, "500", .request(.error(500, "InternalError")), .pending("storage.transient")),
        .lasting(.storage, "503", .request(.error(503, "SlowDown")), .pending("storage.slow-down")),
    ]

    private static let contents: [Trouble] = [
        .passing(.storage, "an answer shorter than told", .request(.wrongLength(off: 5))),
        .ofParts("the beginning's answer shorter than told", .wrongLength(off: 5), on: "InitiateMultipartUpload"),
        .ofParts("the beginning's answer longer than told", .wrongLength(off: -5), on: "InitiateMultipartUpload"),
        .ofParts("the end's answer shorter than told", .wrongLength(off: 5), on: "CompleteMultipartUpload"),
        .ofParts("the end's answer longer than told", .wrongLength(off: -5), on: "CompleteMultipartUpload"),
        .ofParts("the end's answer swallowed", .lostReply, on: "CompleteMultipartUpload"),
        // Without TLS. What follows the body may be answered as a request of its own, and that answer taken for
        // another's; with S3 it is the signature of a chunk that does not match.
        .passing(
            .storage, "bytes twice on the wire", .connection(.repeated(.request, at: 50_000, count: 1000)),
            .archived, onS3: .archived, or: .pending("storage.request-refused", .configuration)),
        .passing(
            .storage, "bytes in wrong order on the wire", .connection(.swapped(.request, at: 50_000, count: 1000)),
            .archived, onS3: .pending("storage.wrong-secret", .credentials)),
        .passing(
            .storage, "a wrong byte on the wire", .connection(.inverted(.request, at: 50_000)), .archived,
            onS3: .pending("storage.wrong-secret", .credentials)),
        .passing(.storage, "the checksum of other bytes", .request(.wrongChecksum)),
        .lasting(
            .storage, "the checksum of other bytes", .request(.wrongChecksum), .pending("storage.wrong-checksum"),
            mostUploads: 10),
    ]

    private static let secure: [Trouble] = [
        .passing(.storage, "TLS broken off", .connection(.reset(.reply, after: 200)), isSecure: true),
        .passing(.storage, "TLS garbled", .connection(.inverted(.reply, at: 200)), isSecure: true),
        .lasting(.storage, "TLS garbled", .connection(.inverted(.reply, at: 200)), unreachable, isSecure: true),
        .lasting(.storage, "unknown authority", .unknownAuthority, unreachable, isSecure: true),
    ]

    private static let late: [Trouble] = [
        .beyondDeadline(.storage, "answer after the deadline", .request(.late), .archived)
    ]

    @Test("it ends as it should, and the next run archives the video", arguments: cases)
    func trouble(item: FaultCase) async throws {
        try expectPromises(try await Self.runs.outcome(of: item), of: item)
    }
}
