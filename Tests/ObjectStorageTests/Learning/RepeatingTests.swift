import Failures
import HTTPTransport
import Pacing
import Testing

@testable import ObjectStorage

@Suite struct RepeatingTests {
    @Test(
        "what may pass is repeated, signed anew",
        arguments: [
            ScriptedHTTP.Answer.fail(.broken), .fail(.notConnected), .fail(.timedOut), .fail(.badReply), .fail(.tls),
            .reply(500), .reply(502, "<html>"), .reply(503), .reply(504), .reply(429), .reply(408),
            .refusal(400, "RequestTimeout"), .refusal(503, "SlowDown"), .refusal(500, "InternalError"),
            .refusal(400, "BadDigest"), .refusal(503, "ServiceBusy", headers: ["x-oss-qos-delay-time": "0"]),
        ])
    func repeated(answer: ScriptedHTTP.Answer) async throws {
        let clock = Recorder<Int64>()
        let http = ScriptedHTTP([answer, answer, .reply(204)])
        let bucket = try Bucket.fixture(http: http, retries: 2) {
            clock.add(0)
            return Bucket.testTime + Int64(clock.values.count)
        }
        try await bucket.delete("k")
        #expect(http.requests.count == 3)
        #expect(Set(http.requests.map { $0.headers["Authorization"] }).count == 3)
    }

    @Test("repetitions end", arguments: [0, 1, 4])
    func bounded(retries: Int) async throws {
        let http = ScriptedHTTP(Array(repeating: .reply(500), count: 20))
        let bucket = try Bucket.fixture(http: http, retries: retries)
        let failure = try await #require(throws: Failure.self) { try await bucket.delete("k") }
        #expect(failure.code == "storage.transient")
        #expect(http.requests.count == retries + 1)
    }

    @Test(
        "what does not pass is not repeated",
        arguments: [
            ScriptedHTTP.Answer.refusal(403, "AccessDenied"), .refusal(404, "NoSuchBucket"),
            .refusal(400, "InvalidArgument"), .refusal(403, "SignatureDoesNotMatch"), .reply(400), .reply(403),
            .fail(.cancelled), .fail(.badRequest),
        ])
    func final(answer: ScriptedHTTP.Answer) async throws {
        let http = ScriptedHTTP([answer, .reply(204)])
        let bucket = try Bucket.fixture(http: http, retries: 3)
        await #expect(throws: Failure.self) { try await bucket.delete("k") }
        #expect(http.requests.count == 1)
    }

    @Test("a cancelled task waits for no further attempt")
    func cancelled() async throws {
        let http = ScriptedHTTP(Array(repeating: .reply(500), count: 20))
        let bucket = try Bucket.fixture(http: http, retries: 10)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await bucket.delete("k")
        }
        let failure = try await #require(throws: Failure.self) { try await task.value }
        #expect(failure.code == "storage.connection")
        #expect(http.requests.isEmpty)
    }

    @Test("throttled replies slow the endpoint down, for uploads as well", arguments: ["SlowDown", "ServiceBusy"])
    func throttled(code: String) async throws {
        let bucket = try Bucket.fixture(http: ScriptedHTTP([.refusal(503, code)]))
        #expect(await bucket.throttle.currentPace.rate == nil)
        await #expect(throws: Failure.self) { try await bucket.delete("k") }
        #expect(await bucket.throttle.currentPace.rate != nil)
        let other = try Bucket.fixture()
        let digests = other.digests()
        _ = try await other.put(.video(), length: 1, digests: digests)
        _ = await other.failure(of: .refusal(503, code), key: "k.mp4", digests: digests)
        #expect(await other.throttle.currentPace.rate != nil)
    }

    @Test("other failures do not", arguments: ["InternalError", "AccessDenied"])
    func notThrottled(code: String) async throws {
        let bucket = try Bucket.fixture(http: ScriptedHTTP([.refusal(500, code)]))
        await #expect(throws: Failure.self) { try await bucket.delete("k") }
        #expect(await bucket.throttle.currentPace.rate == nil)
    }
}
