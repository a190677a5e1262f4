import Digests
import Failures
import HTTPTransport
import TestServers
import Testing

@testable import ObjectStorage

/// Whole exchanges with a real server.
@Suite struct WholeExchangeTests {
    private static let keys = [
        "with space", "a+b", "50%", "%2F", "why?", "#1", "~user_-.", "\"quoted\" 'single'", "a&b=c;d", "视频", "🎬",
    ]

    @Test("what is written is described, read in ranges, and removed", arguments: keys, PayloadSigning.allCases)
    func object(key: String, payloadSigning: PayloadSigning) async throws {
        let bench = try await TestBench()
        let bucket = try bench.bucket(payloadSigning: payloadSigning)
        let bytes = TestBench.bytes(1000)
        let object = ObjectUpload.video("whole/\(payloadSigning)/\(key)", token: "t-\(key.utf8.count)")
        let written = try await bucket.write(object, bytes)
        #expect(written.etag == hex(MD5.hash(bytes)))
        let stored = try #require(try await bucket.head(object.key))
        #expect(stored.size == 1000)
        #expect(stored.etag == written.etag)
        #expect(stored.contentType == "video/mp4")
        #expect(stored.uploadToken == object.token)
        #expect(try await bucket.read(object.key, range: nil, limit: 1000).body == bytes)
        let part = try await bucket.read(object.key, range: 10...19, limit: 10)
        #expect(part.head.status == 206)
        #expect(part.body == Array(bytes[10...19]))
        let list = try await bucket.objects(prefix: object.key, page: nil)
        #expect(list.objects.map(\.key) == [object.key])
        #expect(list.objects.first?.size == 1000)
        try await bucket.delete(object.key)
        try await bucket.delete(object.key)
        #expect(try await bucket.head(object.key) == nil)
        let failure = try await #require(throws: Failure.self) {
            try await bucket.read(object.key, range: nil, limit: 10)
        }
        #expect(failure.code == "storage.no-such-object")
    }

    @Test("an empty object is one")
    func empty() async throws {
        let bench = try await TestBench()
        let bucket = try bench.bucket()
        _ = try await bucket.write(.video("whole/empty"), [])
        #expect(try await bucket.head("whole/empty")?.size == 0)
    }

    @Test("what exists is not replaced, what is one's own is success")
    func conditional() async throws {
        let bench = try await TestBench()
        let bucket = try bench.bucket(retries: 1)
        let first = ObjectUpload.video("whole/created.mp4", token: "first", overwrites: false)
        let second = ObjectUpload.video("whole/created.mp4", token: "second", overwrites: false)
        _ = try await bucket.write(first, [1, 2, 3])
        let again = try await bucket.write(first, [1, 2, 3])
        #expect(again.uploadToken == "first")
        let failure = try await #require(throws: Failure.self) { try await bucket.write(second, [4]) }
        #expect(failure.code == StorageRule.exists)
        let outcome = try await bench.outcome(TestBench.bytes(1000), to: bucket, as: second)
        let refusal = try #require(outcome.result.refusal, "\(outcome.result)")
        let told = await bucket.failure(of: refusal, key: second.key, digests: outcome.handler.digests)
        #expect(told.code == StorageRule.exists)
        let begun = try await #require(throws: Failure.self) { try await bucket.beginMultipart(second) }
        #expect(begun.code == StorageRule.exists)
        #expect(try await bucket.head(first.key)?.size == 3)
    }

    @Test("lists go on page after page, in either version", arguments: ["seaweedfs", "minio"])
    func pages(profile: String) async throws {
        let server = try await TestBench()
        let bucket = try server.bucket("verdicts", profile: profile)
        let keys = (0..<1002).map { "pages-\(profile)/\(1000 + $0)" }
        for batch in stride(from: 0, to: keys.count, by: 50) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for key in keys[batch..<min(keys.count, batch + 50)] {
                    group.addTask { _ = try await bucket.write(.video(key), []) }
                }
                try await group.waitForAll()
            }
        }
        var found: [String] = []
        var page: String?
        var pages = 0
        repeat {
            let list = try await bucket.objects(prefix: "pages-\(profile)/", page: page)
            found += list.objects.map(\.key)
            page = list.next
            pages += 1
        } while page != nil
        #expect(found == keys)
        #expect(pages == 2)
    }

    @Test("a bucket without lifecycle rules has none, one with rules tells them")
    func lifecycle() async throws {
        let bench = try await TestBench()
        #expect(try await bench.bucket("videos").lifecycle() == nil)
        let body =
            "<LifecycleConfiguration><Rule><ID>old</ID><Status>Enabled</Status><Filter><Prefix>tmp/</Prefix></Filter>"
            + "<Expiration><Days>3</Days></Expiration></Rule></LifecycleConfiguration>"
        let reply = try await bench.server.request("PUT", "source?lifecycle=", body: Array(body.utf8))
        try #require(reply.status == 200, "\(reply.text)")
        let rules = try await bench.bucket("source").lifecycle()
        #expect(rules?.map(\.expirationDays) == [3])
        #expect(rules?.map(\.prefix) == ["tmp/"])
    }

    @Test("a wrong clock is corrected within the call", arguments: [-3600, 3600] as [Int64])
    func clock(error: Int64) async throws {
        let bench = try await TestBench()
        let bucket = try bench.bucket(clockError: error)
        #expect(try await bucket.head("whole/nothing") == nil)
        _ = try await bucket.write(.video("whole/clock\(error)"), [1])
    }

    @Test("a HEAD tells why it was refused")
    func refusedHead() async throws {
        let bench = try await TestBench()
        for (bucket, code) in [
            (try bench.bucket(secret: "hush-hush"), "storage.wrong-secret"),
            (try bench.bucket(accessKeyID: "AKIANOBODY"), "storage.unknown-key"),
        ] {
            let failure = try await #require(throws: Failure.self) { try await bucket.head("whole/nothing") }
            #expect(failure.code == code)
        }
    }

    @Test("an endpoint that answers is asked for its leave once, before the body", arguments: PayloadSigning.allCases)
    func expectation(payloadSigning: PayloadSigning) async throws {
        let bench = try await TestBench()
        let bucket = try bench.bucket(payloadSigning: payloadSigning)
        let object = ObjectUpload.video("whole/asked-\(payloadSigning).mp4")
        let first = try await bench.outcome(TestBench.bytes(300_000), to: bucket, as: object)
        #expect(first.continueAnswer == .answered)
        await bucket.accepted(try first.result.get().head, continueAnswer: first.continueAnswer)
        let second = try await bench.outcome(TestBench.bytes(300_000), to: bucket, as: object)
        #expect(second.continueAnswer == .notAsked)
        let refused = try await bench.outcome(
            TestBench.bytes(300_000), to: bench.bucket(secret: "hush-hush"), as: object)
        #expect(refused.result.refusal != nil)
        #expect(refused.continueAnswer == .answered)
    }
}
