import Archiving
import Failures
import Manifest
import Settings
import Simulation
import TestServers
import Testing

@Suite("Uploads that go wrong at the storage", .timeLimit(.minutes(4)))
struct UploadFaultTests {
    /// Something that goes wrong with the request that carries the bytes, in parts with that of the second.
    struct Trouble: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var fault: ServerFault
        var times = 1
        /// Requests it takes beyond those of a video with which nothing goes wrong, of the source and of the storage.
        var more = 1
    }

    private static let passing = [
        Trouble(testDescription: "SlowDown, twice", fault: .error(503, "SlowDown"), times: 2, more: 2),
        Trouble(
            testDescription: "ServiceBusy with a wait",
            fault: .error(503, "ServiceBusy", headers: ["x-oss-qos-delay-time": "50", "Retry-After": "0"])),
        Trouble(testDescription: "429 without a word", fault: .reply(429)),
        Trouble(testDescription: "500", fault: .error(500, "InternalError")),
        Trouble(testDescription: "a proxy's 502", fault: .reply(502, body: "<html>Bad Gateway</html>")),
        Trouble(
            testDescription: "RequestTimeout after the body", fault: .error(400, "RequestTimeout", readsBody: true)),
        Trouble(testDescription: "BadDigest", fault: .error(400, "BadDigest", readsBody: true)),
        Trouble(testDescription: "417", fault: .reply(417)),
        Trouble(testDescription: "closed before the body", fault: .close()),
        Trouble(testDescription: "closed before the reply", fault: .close(readsBody: true)),
        Trouble(testDescription: "a checksum of other bytes", fault: .wrongChecksum),
    ]

    @Test(
        "what passes costs the video or the part that it met, no more", arguments: passing,
        UploadCase.all([.oss, .aws]))
    func passes(trouble: Trouble, upload: UploadCase) async throws {
        let bench = try await StorageBench(upload)
        try await bench.inject(trouble.fault, times: trouble.times, skip: upload.way == .parts ? 1 : 0)
        try await bench.expectArchived(await bench.run.run())
        #expect(try bench.downloads() == upload.smallest + trouble.more)
        #expect(try await bench.requests(upload.action).count == upload.smallest + trouble.more)
    }

    @Test("parts side by side bear a burst of refusals", arguments: UploadCase.parts())
    func burst(upload: UploadCase) async throws {
        var bench = try await StorageBench(upload)
        bench.run.transfer.partsPerVideo = 3
        try await bench.inject(.error(503, "SlowDown"), times: 2)
        try await bench.expectArchived(await bench.run.run())
        #expect(try bench.downloads() == 5)
    }

    @Test("an object whose reply was lost is known again, a part is sent once more", arguments: UploadCase.all())
    func lostReply(upload: UploadCase) async throws {
        let bench = try await StorageBench(upload)
        try await bench.inject(.lostReply, skip: upload.way == .parts ? 1 : 0)
        try await bench.expectArchived(await bench.run.run())
        let count = upload.way == .single ? 1 : 4
        #expect(try bench.downloads() == count)
        #expect(try await bench.requests(upload.action).count == count)
    }

    @Test(
        "an object whose reply was lost and that has another checksum is stored again",
        arguments: UploadCase.all([.oss, .aws]).filter { $0.way == .single })
    func lostReplyOfOtherBytes(upload: UploadCase) async throws {
        let bench = try await StorageBench(upload)
        try await bench.inject(.lostReply)
        try await bench.inject(.wrongChecksum, "HeadObject")
        try await bench.expectArchived(await bench.run.run())
        #expect(try bench.downloads() == 2)
    }

    @Test(
        "an object of which no answer came through is taken over by the next run where its checksum proves it",
        arguments: [(.oss, 0), (.minio, 1)] as [(StorageServerKind, Int)])
    func unheard(kind: StorageServerKind, more: Int) async throws {
        let bench = try await StorageBench(UploadCase(kind: kind, way: .single))
        try await bench.inject(.lostReply, times: 1000)
        try await bench.inject(.close(), "HeadObject", times: 1000)
        #expect(try await bench.run.run().status == .unfinished)
        #expect(try bench.run.video(bench.id).state == .pending)
        let downloads = try bench.downloads()
        try await bench.control.clearFaults()
        try await bench.expectArchived(await bench.run.run())
        #expect(try bench.downloads() == downloads + more)
    }

    @Test(
        "an upload whose beginning was not heard of is aborted by the next run",
        arguments: UploadCase.parts([.oss, .aws]))
    func unheardBeginning(upload: UploadCase) async throws {
        let bench = try await StorageBench(upload)
        try await bench.inject(.lostReply, "InitiateMultipartUpload", times: 1000)
        try await bench.inject(.close(), "AbortMultipartUpload", times: 1000)
        #expect(try await bench.run.run().status == .unfinished)
        #expect(try await !bench.uploads().isEmpty)
        try await bench.control.clearFaults()
        try await bench.expectArchived(await bench.run.run())
    }

    /// A refusal that repeating does not help against, and what the run makes of it.
    struct Refusal: Sendable, CustomTestStringConvertible {
        var testDescription: String { "\(fault.0) \(fault.1)" }
        var fault: (Int, String)
        var status: Failures.ExitStatus
        var code: String
        /// Whether parts that were stored are kept for the next run.
        var keepsParts = true
    }

    private static let refusals = [
        Refusal(fault: (403, "AccessDenied"), status: .credentials, code: "storage.access-denied"),
        Refusal(fault: (403, "InvalidAccessKeyId"), status: .credentials, code: "storage.unknown-key"),
        Refusal(fault: (403, "SignatureDoesNotMatch"), status: .credentials, code: "storage.wrong-secret"),
        Refusal(fault: (404, "NoSuchBucket"), status: .configuration, code: "storage.no-such-bucket"),
        Refusal(fault: (403, "UserDisable"), status: .unavailable, code: "storage.account"),
        Refusal(fault: (403, "QuotaExceeded"), status: .unavailable, code: "storage.full"),
        Refusal(fault: (507, "XMinioStorageFull"), status: .unavailable, code: "storage.full"),
        Refusal(fault: (501, "NotImplemented"), status: .configuration, code: "storage.request-refused"),
        Refusal(
            fault: (400, "EntityTooLarge"), status: .unfinished, code: "storage.object-refused", keepsParts: false),
    ]

    @Test(
        "what does not pass is asked once, and told", arguments: refusals,
        [UploadCase(kind: .oss, way: .parts), UploadCase(kind: .aws, way: .single)])
    func isRefused(refusal: Refusal, upload: UploadCase) async throws {
        let bench = try await StorageBench(upload)
        let isParts = upload.way == .parts
        try await bench.inject(.error(refusal.fault.0, refusal.fault.1), skip: isParts ? 1 : 0)
        try await bench.expectWaiting(await bench.run.run(), refusal.status, refusal.code)
        // Others may be under way when a part is refused, and end with it.
        let first = try bench.downloads()
        #expect(isParts ? 2...3 ~= first : first == 1)
        #expect(try await bench.requests(upload.action).count { $0.status == refusal.fault.0 } == 1)
        #expect(try await bench.uploads().count == (isParts && refusal.keepsParts ? 1 : 0))

        try await bench.expectArchived(await bench.run.run())
        let second = try bench.downloads() - first
        #expect(isParts && refusal.keepsParts ? 1...3 ~= second : second == upload.smallest)
    }

    @Test("a storage that stays busy ends in 75, and the next run goes on", arguments: UploadCase.all())
    func staysBusy(upload: UploadCase) async throws {
        let bench = try await StorageBench(upload)
        let isParts = upload.way == .parts
        try await bench.inject(.error(503, "SlowDown"), times: 1000, skip: isParts ? 1 : 0)
        try await bench.expectWaiting(await bench.run.run(), .unfinished, "storage.slow-down")
        let sent = try await bench.requests(upload.action).count
        // A part is sent three times in each of the three attempts at the video, perhaps with others beside it.
        #expect(isParts ? 10...28 ~= sent : sent == 3)
        try await bench.control.clearFaults()
        try await bench.expectArchived(await bench.run.run())
        #expect(try await bench.requests(upload.action).count <= sent + upload.smallest)
    }

    @Test(
        "a bucket that disappears in the middle keeps nothing and breaks nothing",
        arguments: UploadCase.all([.oss, .aws]))
    func bucketIsGone(upload: UploadCase) async throws {
        let bench = try await StorageBench(upload)
        try await bench.control.add(
            .error(404, "NoSuchBucket").on(nil, key: bench.id, times: 1000, skip: upload.way == .parts ? 2 : 0))
        try await bench.expectWaiting(await bench.run.run(), .configuration, "storage.no-such-bucket")
        try await bench.control.clearFaults()
        try await bench.expectArchived(await bench.run.run())
    }

    @Test("an ACL the bucket does not take ends the run before much is sent", arguments: UploadCase.all([.oss, .aws]))
    func acl(upload: UploadCase) async throws {
        var settings = ServerSettings()
        settings.buckets = ["videos": BucketSettings(blockPublicAccess: true)]
        var bench = try await StorageBench(upload, on: try await StorageBench.start(upload.kind, settings))
        bench.run.objects.acl = "public-read"
        let summary = try await bench.run.run()
        let isAWS = upload.kind == .aws
        try await bench.expectWaiting(
            summary, isAWS ? .configuration : .credentials, isAWS ? "storage.acl-refused" : "storage.access-denied")
        bench.run.objects.acl = nil
        try await bench.expectArchived(await bench.run.run())
        // OSS is told the ACL of parts at their end.
        #expect(try bench.downloads() == (upload.way == .single ? 2 : isAWS ? 4 : 3))
    }
}
