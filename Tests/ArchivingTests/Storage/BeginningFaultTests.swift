import Archiving
import Failures
import Manifest
import ObjectStorage
import Simulation
import TestServers
import Testing

@Suite("Uploads that go wrong at their beginning, and those given up", .timeLimit(.minutes(4)))
struct BeginningFaultTests {
    struct Trouble: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var fault: ServerFault
        var times = 1
    }

    private static let passing = [
        Trouble(testDescription: "SlowDown, twice", fault: .error(503, "SlowDown"), times: 2),
        Trouble(testDescription: "500", fault: .error(500, "InternalError")),
        Trouble(testDescription: "closed before the reply", fault: .close()),
        Trouble(testDescription: "begun, reply lost", fault: .lostReply),
        Trouble(testDescription: "begun, reply cut", fault: .cut(after: 30)),
        Trouble(testDescription: "200 and a page", fault: .reply(200, body: "<html>Welcome</html>")),
        Trouble(testDescription: "begun, but 200 and nothing", fault: .emptyBody(stores: true)),
    ]

    @Test(
        "the video is archived with no byte fetched twice, and no upload is left", arguments: passing,
        UploadCase.parts([.oss, .aws]))
    func begin(trouble: Trouble, upload: UploadCase) async throws {
        let bench = try await StorageBench(upload)
        try await bench.inject(trouble.fault, "InitiateMultipartUpload", times: trouble.times)
        try await bench.expectArchived(await bench.run.run())
        #expect(try await bench.requests("InitiateMultipartUpload").count == trouble.times + 1)
        #expect(try bench.downloads() == 3)
    }

    /// Records of uploads whose id nobody knows.
    private static func doubts(_ bench: StorageBench) throws -> Int {
        try bench.run.manifest.abandonedUploads(in: StorageBench.bucketName, limit: 9).count { $0.uploadID.isEmpty }
    }

    @Test(
        "an upload whose answer was lost is known to the manifest while uploads cannot be listed, and given up later",
        arguments: UploadCase.parts([.oss, .aws]))
    func strays(upload: UploadCase) async throws {
        let bench = try await StorageBench(upload)
        try await bench.inject(.lostReply, "InitiateMultipartUpload")
        try await bench.control.add(ServerFault.error(500, "InternalError").on("ListMultipartUploads", times: 1000))
        #expect(try await bench.run.run().archived == 1)
        #expect(try await bench.uploads().count == 1)
        #expect(try Self.doubts(bench) == 1)
        try await bench.control.clearFaults()
        #expect(try await bench.run.run().status == .done)
        #expect(try await bench.uploads().isEmpty)
    }

    @Test(
        "a beginning that is carried out after all, long after it was given up, is looked for by later runs",
        arguments: UploadCase.parts([.oss, .aws]), [1, 1000])
    func late(upload: UploadCase, times: Int) async throws {
        var bench = try await StorageBench(upload)
        try await bench.inject(.close(), "InitiateMultipartUpload", times: times)
        if times > 1 {
            #expect(try await bench.run.run().status == .unfinished)
            try await bench.control.clearFaults()
        }
        try await bench.expectArchived(await bench.run.run())
        let key = try #require(try bench.run.video(bench.id).objectKey)
        let object = ObjectUpload(key: key, contentType: "video/mp4")
        _ = try await bench.run.makeBucket().beginMultipart(object)
        #expect(try await bench.uploads().count == 1)
        #expect(try await bench.run.run().status == .done)
        #expect(try await bench.uploads().isEmpty)
        #expect(try Self.doubts(bench) > 0)
        bench.run.clockAhead = 3600
        #expect(try await bench.run.run().status == .done)
        #expect(try Self.doubts(bench) == 0)
    }

    @Test(
        "a connection that was used before and ends without an answer leaves the same doubt as a new one",
        arguments: UploadCase.parts([.oss, .aws]))
    func reusedConnection(upload: UploadCase) async throws {
        let bench = try await StorageBench(upload)
        let bucket = try bench.run.makeBucket()
        #expect(try await bucket.head("kept/\(bench.id).mp4") == nil)
        try await bench.inject(.lostReply, "InitiateMultipartUpload")
        let begun = try await bucket.beginMultipart(
            ObjectUpload(key: "kept/\(bench.id).mp4", contentType: "video/mp4"))
        #expect(begun.mayHaveStrays)
        #expect(try await bench.uploads() == [begun.id])
    }

    @Test("an upload that cannot be begun ends in 75 with nothing left", arguments: UploadCase.parts([.oss, .aws]))
    func cannotBegin(upload: UploadCase) async throws {
        let bench = try await StorageBench(upload)
        try await bench.inject(.lostReply, "InitiateMultipartUpload", times: 1000)
        try await bench.expectWaiting(await bench.run.run(), .unfinished, "storage.connection")
        try await bench.control.clearFaults()
        try await bench.expectArchived(await bench.run.run())
    }

    @Test("a part whose upload is gone begins a new one", arguments: UploadCase.parts([.oss, .aws]), [0, 1, 2])
    func forgotten(upload: UploadCase, skip: Int) async throws {
        let bench = try await StorageBench(upload)
        try await bench.inject(.forgottenUpload, skip: skip)
        try await bench.expectArchived(await bench.run.run())
        #expect(try await bench.requests("InitiateMultipartUpload").count == 2)
        // Others may have begun before the answer to this one came.
        let downloads = try bench.downloads()
        #expect((4 + skip)...6 ~= downloads)
    }

    /// What happens to the request that gives an upload up.
    private static let aborting = [
        Trouble(testDescription: "SlowDown, twice", fault: .error(503, "SlowDown"), times: 2),
        Trouble(testDescription: "closed before the reply", fault: .close()),
        Trouble(testDescription: "done, reply lost", fault: .lostReply),
        Trouble(testDescription: "gone already", fault: .forgottenUpload),
        Trouble(testDescription: "SlowDown, longer than is waited for", fault: .error(503, "SlowDown"), times: 4),
    ]

    @Test(
        "bytes that are refused leave no upload, whatever happens to its end", arguments: aborting,
        UploadCase.parts([.oss, .aws]))
    func abort(trouble: Trouble, upload: UploadCase) async throws {
        let bench = try await StorageBench(upload)
        try bench.run.studio.inject(.flippedByte(at: 280_000), into: bench.id, times: nil)
        try await bench.inject(trouble.fault, "AbortMultipartUpload", times: trouble.times)
        try await bench.expectWaiting(await bench.run.run(), .unfinished, "source.wrong-checksum")
        #expect(try await bench.uploads().isEmpty)
        #expect(try bench.run.manifest.abandonedUploads(in: StorageBench.bucketName, limit: 9).isEmpty)
        bench.run.studio.clearFaults()
        try await bench.expectArchived(await bench.run.run())
    }

    @Test(
        "an upload that cannot be given up is known to the manifest, and given up by the next run",
        arguments: UploadCase.parts([.oss, .aws]))
    func cannotAbort(upload: UploadCase) async throws {
        let bench = try await StorageBench(upload)
        try bench.run.studio.inject(.flippedByte(at: 280_000), into: bench.id, times: nil)
        try await bench.inject(.error(403, "AccessDenied"), "AbortMultipartUpload", times: 1000)
        let events = EventLog()
        #expect(try await bench.run.run(events).status == .unfinished)
        #expect(events.problems.contains { $0.code == "storage.access-denied" })
        let abandoned = try bench.run.manifest.abandonedUploads(in: StorageBench.bucketName, limit: 9).map(\.uploadID)
        #expect(try await bench.uploads() == Set(abandoned) && !abandoned.isEmpty)
        try await bench.control.clearFaults()
        bench.run.studio.clearFaults()
        try await bench.expectArchived(await bench.run.run())
    }
}
