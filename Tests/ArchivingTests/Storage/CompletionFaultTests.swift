import Archiving
import Failures
import Manifest
import Simulation
import TestServers
import Testing

@Suite("Completions that go wrong", .timeLimit(.minutes(4)))
struct CompletionFaultTests {
    /// Something that goes wrong with the request that makes one object of the parts.
    struct Trouble: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var fault: ServerFault
        var times = 1
        /// Requests to complete something.
        var completions = 2
        /// Uploads begun.
        var uploads = 1
    }

    private static let passing = [
        Trouble(testDescription: "SlowDown, twice", fault: .error(503, "SlowDown"), times: 2, completions: 3),
        Trouble(testDescription: "500", fault: .error(500, "InternalError")),
        Trouble(testDescription: "closed before the reply", fault: .close(readsBody: true)),
        Trouble(testDescription: "done, reply lost", fault: .lostReply),
        Trouble(testDescription: "done, reply cut", fault: .cut(after: 30)),
        Trouble(testDescription: "200 with InternalError", fault: .bodyError("InternalError")),
        Trouble(testDescription: "200 with InternalError, done", fault: .bodyError("InternalError", stores: true)),
        Trouble(testDescription: "200 with SlowDown", fault: .bodyError("SlowDown")),
        Trouble(testDescription: "200 and nothing", fault: .emptyBody(stores: false)),
        Trouble(testDescription: "200 and nothing, done", fault: .emptyBody(stores: true), completions: 1),
        Trouble(testDescription: "200 and a page", fault: .reply(200, body: "<html>Welcome</html>", readsBody: true)),
        Trouble(testDescription: "the result behind white space", fault: .paddedReply, completions: 1),
        Trouble(testDescription: "the upload is gone", fault: .forgottenUpload, uploads: 2),
        Trouble(testDescription: "InvalidPart", fault: .error(400, "InvalidPart"), uploads: 2),
        Trouble(testDescription: "200 with InvalidPart", fault: .bodyError("InvalidPart"), uploads: 2),
        Trouble(testDescription: "a conflict", fault: .error(409, "ConditionalRequestConflict"), uploads: 2),
        Trouble(testDescription: "a checksum of other bytes", fault: .wrongChecksum, uploads: 2),
    ]

    @Test(
        "one object of the right bytes comes of it, and no upload is left", arguments: passing,
        UploadCase.parts([.oss, .aws]))
    func passes(trouble: Trouble, upload: UploadCase) async throws {
        let bench = try await StorageBench(upload)
        try await bench.inject(trouble.fault, "CompleteMultipartUpload", times: trouble.times)
        try await bench.expectArchived(await bench.run.run())
        #expect(try await bench.requests("CompleteMultipartUpload").count == trouble.completions)
        #expect(try await bench.requests("InitiateMultipartUpload").count == trouble.uploads)
        #expect(try bench.downloads() == 3 * trouble.uploads)
    }

    @Test("one that stays impossible ends in 75; the next run sends nothing again", arguments: UploadCase.parts())
    func staysImpossible(upload: UploadCase) async throws {
        let bench = try await StorageBench(upload)
        try await bench.inject(.bodyError("InternalError"), "CompleteMultipartUpload", times: 1000)
        try await bench.expectWaiting(await bench.run.run(), .unfinished, "storage.transient")
        #expect(try bench.downloads() == 3)
        #expect(try await bench.requests("CompleteMultipartUpload").count == 9)
        try await bench.control.clearFaults()
        try await bench.expectArchived(await bench.run.run())
        #expect(try bench.downloads() == 3)
    }

    @Test("an answer lost at the very last is found by the next run", arguments: UploadCase.parts())
    func storedButUnknown(upload: UploadCase) async throws {
        let bench = try await StorageBench(upload)
        try await bench.inject(.lostReply, "CompleteMultipartUpload")
        try await bench.inject(.close(), "CompleteMultipartUpload", times: 1000)
        try await bench.inject(.close(), "HeadObject", times: 1000)
        let summary = try await bench.run.run()
        #expect(summary.status == .unfinished)
        #expect(try bench.run.video(bench.id).state == .pending)
        try await bench.control.clearFaults()
        try await bench.expectArchived(await bench.run.run())
        #expect(try bench.downloads() == 3)
        #expect(try await bench.requests("InitiateMultipartUpload").count == 1)
    }

    @Test(
        "parts that are too small tell which setting is wrong, and with the right one it works",
        arguments: [.aws, .oss] as [StorageServerKind], [false, true])
    func tooSmall(kind: StorageServerKind, late: Bool) async throws {
        var bench = try await StorageBench(UploadCase(kind: kind, way: .parts))
        let fault = late ? ServerFault.bodyError("EntityTooSmall") : .error(400, "EntityTooSmall")
        try await bench.inject(fault, "CompleteMultipartUpload", times: 1000)
        try await bench.expectWaiting(await bench.run.run(), .configuration, "storage.part-too-small")
        #expect(try await bench.requests("CompleteMultipartUpload").count == 1)
        #expect(try await bench.uploads().isEmpty)
        try await bench.control.clearFaults()
        bench.run.transfer.partSize = 200_000
        try await bench.expectArchived(await bench.run.run())
        #expect(try bench.downloads() == 5)
    }

    @Test("a refusal at the end keeps the parts for the next run", arguments: UploadCase.parts([.oss, .aws]))
    func isRefused(upload: UploadCase) async throws {
        let bench = try await StorageBench(upload)
        try await bench.inject(.error(403, "AccessDenied"), "CompleteMultipartUpload")
        try await bench.expectWaiting(await bench.run.run(), .credentials, "storage.access-denied")
        try await bench.expectArchived(await bench.run.run())
        #expect(try bench.downloads() == 3)
    }
}
