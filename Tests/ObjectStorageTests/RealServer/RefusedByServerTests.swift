import Digests
import Failures
import HTTPTransport
import TestServers
import Testing

@testable import ObjectStorage

@Suite struct RefusedByServerTests {
    private static let signings = [PayloadSigning.unsigned, .signed]
    private static let object = ObjectUpload(key: "refused.mp4", contentType: "video/mp4")

    private func failure(
        _ bench: TestBench, _ bucket: Bucket, length: Int = 200_000, object: ObjectUpload = object
    ) async throws -> Failure {
        let outcome = try await bench.outcome(TestBench.bytes(length), to: bucket, as: object)
        let response = try #require(outcome.result.refusal, "\(outcome.result)")
        return await bucket.failure(of: response, key: object.key, digests: outcome.handler.digests)
    }

    @Test("a wrong secret is told as such", arguments: signings)
    func wrongSecret(payloadSigning: PayloadSigning) async throws {
        let bench = try await TestBench()
        let bucket = try bench.bucket(payloadSigning: payloadSigning, secret: "hush-hush")
        let failure = try await failure(bench, bucket)
        #expect(failure.code == "storage.wrong-secret")
        #expect(failure.disposition == .stop(.credentials))
        #expect(!failure.description.contains("hush-hush"))
    }

    @Test("an unknown access key is told as such", arguments: signings)
    func unknownKey(payloadSigning: PayloadSigning) async throws {
        let bench = try await TestBench()
        let failure = try await failure(bench, bench.bucket(payloadSigning: payloadSigning, accessKeyID: "AKIANOBODY"))
        #expect(failure.code == "storage.unknown-key")
        #expect(failure.disposition == .stop(.credentials))
    }

    @Test("a missing bucket is told as such", arguments: signings)
    func missingBucket(payloadSigning: PayloadSigning) async throws {
        let bench = try await TestBench()
        let failure = try await failure(bench, bench.bucket("nowhere", payloadSigning: payloadSigning))
        #expect(failure.code == "storage.no-such-bucket")
        #expect(failure.disposition == .stop(.configuration))
        #expect(failure.message.contains("s3://nowhere/refused.mp4"))
    }

    @Test("a key that may only read is told that it may not write", arguments: signings)
    func accessDenied(payloadSigning: PayloadSigning) async throws {
        let bench = try await TestBench()
        let reader = TestBench.reader
        let bucket = try bench.bucket(
            payloadSigning: payloadSigning, accessKeyID: reader.accessKeyID, secret: reader.secretAccessKey)
        let failure = try await failure(bench, bucket)
        #expect(failure.code == "storage.access-denied")
        #expect(failure.disposition == .stop(.credentials))
    }

    @Test("a clock that is off is refused once, and right the next time", arguments: [-3600, 3600] as [Int64])
    func clock(error: Int64) async throws {
        let bench = try await TestBench()
        let bucket = try bench.bucket(clockError: error)
        let failure = try await failure(bench, bucket)
        #expect(failure.code == "storage.clock")
        #expect(failure.disposition == .retry(after: .zero))
        let object = ObjectUpload(key: "clock\(error).mp4", contentType: "video/mp4")
        let reply = try await bench.relay(TestBench.bytes(1000), to: bucket, as: object).get()
        #expect(reply.head.status == 200)
        #expect(try await bench.read(object.key, of: bucket).body == TestBench.bytes(1000))
    }

    @Test("bytes that do not fit their Content-MD5 are not stored", arguments: signings)
    func wrongMD5(payloadSigning: PayloadSigning) async throws {
        let bench = try await TestBench()
        let bucket = try bench.bucket(payloadSigning: payloadSigning)
        var object = ObjectUpload(key: "md5-\(payloadSigning).mp4", contentType: "video/mp4")
        object.contentMD5 = base64(MD5.hash(Array("other bytes".utf8)))
        let failure = try await failure(bench, bucket, object: object)
        #expect(failure.code == "storage.transient")
        #expect(failure.disposition == .retry())
        #expect(try await bench.read(object.key, of: bucket).head.status == 404)
    }

    @Test("a chunk that does not fit its signature is not stored, nor what came before it", arguments: [0, 1, 3])
    func damagedChunk(position: Int) async throws {
        let bench = try await TestBench()
        let bucket = try bench.bucket(payloadSigning: .signed)
        let object = ObjectUpload(key: "damaged-\(position).mp4", contentType: "video/mp4")
        let outcome = try await bench.outcome(TestBench.bytes(200_000), to: bucket, as: object) {
            $0.reframe = { DamagedChunks($0, damaged: position) }
        }
        let refusal = try #require(outcome.result.refusal, "\(outcome.result)")
        let failure = await bucket.failure(of: refusal, key: object.key, digests: outcome.handler.digests)
        #expect(failure.disposition == .retry())
        #expect(try await bench.read(object.key, of: bucket).head.status == 404)
    }

    @Test("a key the server cannot store gives up this object alone", arguments: signings)
    func longKey(payloadSigning: PayloadSigning) async throws {
        let bench = try await TestBench()
        let object = ObjectUpload(key: String(repeating: "视频/", count: 146) + "mp4", contentType: "video/mp4")
        #expect(object.key.utf8.count == 1025)
        let failure = try await failure(bench, bench.bucket(payloadSigning: payloadSigning), length: 10, object: object)
        #expect(failure.code == "storage.object-refused")
        #expect(failure.disposition == .giveUp)
    }

    @Test("a signed link that is over, or signed with a wrong secret, reads nothing")
    func links() async throws {
        let bench = try await TestBench()
        let bucket = try bench.bucket()
        let object = ObjectUpload(key: "links.mp4", contentType: "video/mp4")
        _ = try await bench.relay(TestBench.bytes(10), to: bucket, as: object).get()
        #expect(try await bench.read(object.key, of: bucket).head.status == 200)
        #expect(try await bench.read(object.key, of: bench.bucket(clockError: -120)).head.status == 403)
        #expect(try await bench.read(object.key, of: bench.bucket(secret: "hush-hush")).head.status == 403)
        let unsigned = HTTPRequest("GET", bucket.location.url(of: object.key))
        #expect(try await bench.http.exchange(unsigned).head.status == 403)
    }
}
