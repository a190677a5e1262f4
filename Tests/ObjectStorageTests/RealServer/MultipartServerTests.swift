import Digests
import Failures
import HTTPTransport
import Testing

@testable import ObjectStorage

/// Multipart uploads at a real server.
@Suite struct MultipartServerTests {
    private static let partSize = 5 << 20

    /// Uploads bytes in parts, each relayed from a source of its own.
    private func relayParts(
        _ bytes: [UInt8], to bucket: Bucket, _ bench: TestBench, _ upload: MultipartUpload, _ object: ObjectUpload
    ) async throws -> [UploadedPart] {
        var parts: [UploadedPart] = []
        for start in stride(from: 0, to: bytes.count, by: Self.partSize) {
            let part = Array(bytes[start..<min(bytes.count, start + Self.partSize)])
            let number = parts.count + 1
            let outcome = try await bench.outcome(part, to: bucket, as: object) { $0.part = (number, upload) }
            let reply = try outcome.result.get().head
            let digests = outcome.handler.digests
            #expect(bucket.proof(of: reply, size: Int64(part.count), digests: digests) == .proven)
            parts.append(try #require(UploadedPart(number: number, reply, digests)))
        }
        return parts
    }

    private static let modes: [(profile: String, payloadSigning: PayloadSigning)] = [
        ("seaweedfs", .auto), ("seaweedfs", .signed), ("minio", .auto), ("aws", .auto), ("aws", .signed),
        ("aws", .unsigned),
    ]

    @Test("parts of every form become one object", arguments: modes)
    func whole(mode: (profile: String, payloadSigning: PayloadSigning)) async throws {
        let bench = try await TestBench()
        let bucket = try bench.bucket(payloadSigning: mode.payloadSigning, profile: mode.profile)
        let bytes = TestBench.bytes(Self.partSize + 12_345)
        let crc64 = bench.crc64(bytes)
        var object = ObjectUpload.video("parts/\(mode.profile) \(mode.payloadSigning).mp4", token: "token-1")
        object.cacheControl = "max-age=60"
        let upload = try await bucket.beginMultipart(object)
        let parts = try await relayParts(bytes, to: bucket, bench, upload, object)
        #expect(try await bucket.parts(of: upload)?.map(\.size) == parts.map(\.size))
        #expect(try await bucket.head(object.key) == nil)
        let stored = try await bucket.complete(
            upload, object: object, parts: parts, size: Int64(bytes.count), crc64: crc64)
        #expect(stored.size == Int64(bytes.count))
        let read = try await bucket.read(object.key, range: nil, limit: 32 << 20)
        #expect(read.body == bytes)
        #expect(read.head.headers["Cache-Control"] == "max-age=60")
        #expect(try await bucket.head(object.key)?.uploadToken == "token-1")
        #expect(try await bucket.parts(of: upload)?.isEmpty ?? true)
    }

    @Test("parts in memory become one object, completed twice with one result", arguments: ["seaweedfs", "aws"])
    func inMemory(profile: String) async throws {
        let bench = try await TestBench()
        let bucket = try bench.bucket(profile: profile)
        let bytes = TestBench.bytes(Self.partSize + 7)
        let object = ObjectUpload.video("parts/memory-\(profile).mp4", token: "token-2")
        let upload = try await bucket.beginMultipart(object)
        let parts = [
            try await bucket.write(part: 1, of: upload, Array(bytes[..<Self.partSize])),
            try await bucket.write(part: 2, of: upload, Array(bytes[Self.partSize...])),
        ]
        for _ in 0..<2 {
            let stored = try await bucket.complete(
                upload, object: object, parts: parts, size: Int64(bytes.count), crc64: bench.crc64(bytes))
            #expect(stored.size == Int64(bytes.count))
        }
        #expect(try await bucket.read(object.key, range: 0...6, limit: 7).body == Array(bytes[..<7]))
    }

    @Test("an aborted upload leaves nothing, and is aborted as often as one likes")
    func aborted() async throws {
        let bench = try await TestBench()
        let bucket = try bench.bucket()
        let object = ObjectUpload.video("aborted/k.mp4", token: "t")
        let upload = try await bucket.beginMultipart(object)
        let part = try await bucket.write(part: 1, of: upload, TestBench.bytes(1000))
        #expect(try await bucket.uploads(prefix: "aborted/", page: nil).uploads.map(\.id) == [upload.id])
        for _ in 0..<2 { try await bucket.abort(upload) }
        #expect(try await bucket.uploads(prefix: "aborted/", page: nil).uploads.isEmpty)
        #expect(try await bucket.parts(of: upload) == nil)
        let failure = try await #require(throws: Failure.self) {
            try await bucket.complete(upload, object: object, parts: [part], size: 1000, crc64: 1)
        }
        #expect(failure.code == StorageRule.noSuchUpload)
        #expect(try await bucket.head(object.key) == nil)
    }

    @Test("a part that the server does not know does not become an object")
    func wrongPart() async throws {
        let bench = try await TestBench()
        let bucket = try bench.bucket()
        let object = ObjectUpload.video("wrong/part.mp4", token: "t")
        let upload = try await bucket.beginMultipart(object)
        _ = try await bucket.write(part: 1, of: upload, TestBench.bytes(1000))
        let wrong = UploadedPart(number: 1, etag: "\"\(String(repeating: "0", count: 32))\"", size: 1000, crc64: nil)
        let failure = try await #require(throws: Failure.self) {
            try await bucket.complete(upload, object: object, parts: [wrong], size: 1000, crc64: 1)
        }
        #expect(failure.code == "storage.invalid-part")
        try await bucket.abort(upload)
    }

    @Test("a part that does not fit its trailer is refused", arguments: [PayloadSigning.auto, .signed])
    func damagedTrailer(payloadSigning: PayloadSigning) async throws {
        let bench = try await TestBench()
        let bucket = try bench.bucket(payloadSigning: payloadSigning, profile: "aws")
        let object = ObjectUpload.video("damaged/trailer-\(payloadSigning).mp4")
        let outcome = try await bench.outcome(TestBench.bytes(200_000), to: bucket, as: object) {
            $0.reframe = { OtherTrailer($0) }
        }
        let refusal = try #require(outcome.result.refusal, "\(outcome.result)")
        let failure = await bucket.failure(of: refusal, key: object.key, digests: outcome.handler.digests)
        #expect(failure.code != "storage.bad-reply")
        #expect(try await bucket.head(object.key) == nil)
    }
}

/// Says the checksum of other bytes.
private struct OtherTrailer: BodyFraming {
    private var framed: any BodyFraming

    init(_ framed: any BodyFraming) { self.framed = framed }

    var chunkLength: Int { framed.chunkLength }
    var suffix: [UInt8] { framed.suffix }

    mutating func prefix(of chunk: [UnsafeRawBufferPointer]) -> [UInt8] { framed.prefix(of: chunk) }

    mutating func end() -> [UInt8] {
        var text = String(decoding: framed.end(), as: UTF8.self)
        if let value = text.firstRange(of: "nvme:") { text.replaceSubrange(value, with: "nvme:AAAA") }
        return Array(text.utf8)
    }
}
