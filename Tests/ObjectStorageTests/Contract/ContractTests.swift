import Failures
import HTTPTransport
import TestServers
import Testing

@testable import ObjectStorage

/// What every storage server has to do for keepreel, whatever it speaks: one suite for all of them.
@Suite("The contract of storage servers", .timeLimit(.minutes(4 * Patience.factor)))
struct ContractTests {
    @Test(
        "an object is stored with its fields, told of, read back in ranges, and removed",
        arguments: StorageServerKind.allCases)
    func roundTrip(kind: StorageServerKind) async throws {
        let bench = try await ContractBench(kind)
        let bucket = try bench.bucket()
        let bytes = TestBench.bytes(100_000)
        let stored = try await bucket.write(ContractBench.object("round/trip.mp4"), bytes)
        #expect(stored.size == 100_000)
        #expect(try await bench.server.object("round/trip.mp4", in: ContractBench.bucketName) == bytes)

        let found = try #require(try await bucket.head("round/trip.mp4"))
        #expect(found.size == 100_000 && found.uploadToken == "token-1" && found.contentType == "video/mp4")
        #expect(found.metadata["task-id"] == "t-1" && found.metadata["index"] == "0")
        #expect(try await bucket.read("round/trip.mp4", range: nil, limit: 1 << 20).body == bytes)
        let range = try await bucket.read("round/trip.mp4", range: 10...19, limit: 1 << 20)
        if bench.server.features.contains(.ranges) {
            #expect(range.head.status == 206 && range.body == Array(bytes[10...19]))
        }
        try await bucket.delete("round/trip.mp4")
        #expect(try await bucket.head("round/trip.mp4") == nil)
        try await bucket.delete("round/trip.mp4")
    }

    @Test("parts become one object, proven as well as the server allows", arguments: StorageServerKind.allCases)
    func multipart(kind: StorageServerKind) async throws {
        let bench = try await ContractBench(kind)
        let bytes = TestBench.bytes(bench.partSize * 2 + 12_345)
        let stored = try await bench.storeInParts(ContractBench.object("parts/whole.mp4"), bytes)
        #expect(stored.size == Int64(bytes.count))
        #expect(try await bench.server.object("parts/whole.mp4", in: ContractBench.bucketName) == bytes)
        let found = try #require(try await bench.bucket().head("parts/whole.mp4"))
        #expect(found.uploadToken == "token-1" && found.contentType == "video/mp4")
        #expect(found.etag == stored.etag)
    }

    @Test(
        "parts are listed until the upload is aborted, and nothing is left of it", arguments: StorageServerKind.allCases
    )
    func abort(kind: StorageServerKind) async throws {
        let bench = try await ContractBench(kind)
        let bucket = try bench.bucket()
        let upload = try await bucket.beginMultipart(ContractBench.object("parts/given-up.mp4"))
        let bytes = TestBench.bytes(bench.partSize)
        let part = try await bucket.write(part: 1, of: upload, bytes)
        let listed = try await bucket.parts(of: upload)
        // rclone keeps parts in memory and lists none.
        if kind != .rclone {
            #expect(listed?.map(\.number) == [1])
            #expect(listed?.first?.size == Int64(bytes.count))
            #expect(listed?.first?.etag.filter { $0 != "\"" } == part.etag.filter { $0 != "\"" })
            #expect(try await bucket.uploads(prefix: "parts/given-up", page: nil).uploads.map(\.id) == [upload.id])
        }
        try await bucket.abort(upload)
        try await bucket.abort(upload)
        #expect(try await bucket.head("parts/given-up.mp4") == nil)
        #expect(try await bucket.uploads(prefix: "parts/given-up", page: nil).uploads.isEmpty)
    }

    @Test("a Complete whose answer was lost is found to be done", arguments: StorageServerKind.allCases)
    func completedTwice(kind: StorageServerKind) async throws {
        let bench = try await ContractBench(kind)
        let bucket = try bench.bucket()
        let object = ContractBench.object("parts/twice.mp4")
        let bytes = TestBench.bytes(bench.partSize + 1)
        let upload = try await bucket.beginMultipart(object)
        let parts = [
            try await bucket.write(part: 1, of: upload, Array(bytes[..<bench.partSize])),
            try await bucket.write(part: 2, of: upload, Array(bytes[bench.partSize...])),
        ]
        let crc64 = ContractBench.crc64(bytes, of: bucket)
        for _ in 0..<2 {
            let stored = try await bucket.complete(
                upload, object: object, parts: parts, size: Int64(bytes.count), crc64: crc64)
            #expect(stored.size == Int64(bytes.count))
        }
    }

    @Test("a wrong checksum of the whole is found out", arguments: StorageServerKind.allCases)
    func wrongWhole(kind: StorageServerKind) async throws {
        let bench = try await ContractBench(kind)
        guard bench.server.dialect == .oss else { return }
        let bucket = try bench.bucket()
        let object = ContractBench.object("parts/wrong.mp4")
        let upload = try await bucket.beginMultipart(object)
        let part = try await bucket.write(part: 1, of: upload, TestBench.bytes(1000))
        let failure = await #expect(throws: Failure.self) {
            try await bucket.complete(upload, object: object, parts: [part], size: 1000, crc64: 1)
        }
        #expect(failure?.code == "storage.wrong-checksum")
    }

    @Test("a wrong secret is refused as such", arguments: StorageServerKind.allCases)
    func wrongSecret(kind: StorageServerKind) async throws {
        let bench = try await ContractBench(kind)
        guard bench.server.features.contains(.signatures) else { return }
        let bucket = try bench.bucket(secret: "not-the-secret")
        let failure = await #expect(throws: Failure.self) {
            try await bucket.write(ContractBench.object("wrong/secret.mp4"), [1, 2, 3])
        }
        #expect(failure?.disposition == .stop(.credentials), "\(String(describing: failure))")
        #expect(try await bench.server.object("wrong/secret.mp4", in: ContractBench.bucketName) == nil)
    }

    @Test("a bucket that is not there is told as such", arguments: StorageServerKind.allCases)
    func noBucket(kind: StorageServerKind) async throws {
        let bench = try await ContractBench(kind)
        let bucket = try bench.bucket("no-such-bucket")
        let failure = await #expect(throws: Failure.self) {
            try await bucket.write(ContractBench.object("k.mp4"), [1, 2, 3])
        }
        #expect(failure?.disposition == .stop(.configuration), "\(String(describing: failure))")
    }

    @Test(
        "nothing is replaced where nothing may be, neither by one upload nor by parts",
        arguments: StorageServerKind.allCases)
    func createOnly(kind: StorageServerKind) async throws {
        let bench = try await ContractBench(kind)
        let bucket = try bench.bucket()
        let first = TestBench.bytes(1000)
        _ = try await bucket.write(ContractBench.object("only/once.mp4", token: "theirs"), first)
        var object = ContractBench.object("only/once.mp4", token: "ours")
        object.overwrites = false
        let single = await #expect(throws: Failure.self) { try await bucket.write(object, TestBench.bytes(2000)) }
        #expect(single?.saysObjectExists == true, "\(String(describing: single))")
        let parts = await #expect(throws: Failure.self) {
            try await bench.storeInParts(object, TestBench.bytes(2000))
        }
        #expect(parts?.saysObjectExists == true, "\(String(describing: parts))")
        #expect(try await bench.server.object("only/once.mp4", in: ContractBench.bucketName) == first)
        object.key = "only/new.mp4"
        #expect(try await bucket.write(object, first).size == 1000)
    }

    @Test("only the object that is known is replaced, by one upload or by parts", arguments: StorageServerKind.allCases)
    func replaceOne(kind: StorageServerKind) async throws {
        let bench = try await ContractBench(kind)
        let bucket = try bench.bucket()
        let key = "replaced/one.json"
        let known = try await bucket.write(ContractBench.object(key, token: "first"), TestBench.bytes(1000))
        var object = ContractBench.object(key, token: "second")
        object.replacedETag = try await bucket.head(key)?.etag ?? known.etag
        let newer = TestBench.bytes(2000)
        _ = try await bucket.write(object, newer)
        object.metadata = ContractBench.object(key, token: "late").metadata
        let single = await #expect(throws: Failure.self) { try await bucket.write(object, TestBench.bytes(3000)) }
        #expect(single?.saysObjectDiffers == true, "\(String(describing: single))")
        let parts = await #expect(throws: Failure.self) {
            try await bench.storeInParts(object, TestBench.bytes(3000))
        }
        #expect(parts?.saysObjectDiffers == true, "\(String(describing: parts))")
        #expect(try await bench.server.object(key, in: ContractBench.bucketName) == newer)
        try await bucket.delete(key)
        let gone = await #expect(throws: Failure.self) { try await bucket.write(object, TestBench.bytes(3000)) }
        #expect(gone?.saysObjectDiffers == true, "\(String(describing: gone))")
    }

    @Test("a signed link works without any credentials", arguments: StorageServerKind.allCases)
    func presigned(kind: StorageServerKind) async throws {
        let bench = try await ContractBench(kind)
        let bucket = try bench.bucket()
        let bytes = TestBench.bytes(1000)
        _ = try await bucket.write(ContractBench.object("signed/a b+c.mp4"), bytes)
        let url = try await bucket.presignedURL(of: "signed/a b+c.mp4", seconds: 60)
        let reply = try await bench.http.exchange(HTTPRequest("GET", url))
        #expect(reply.head.status == 200 && reply.body == bytes)
        guard bench.server.features.contains(.signatures) else { return }
        let forged = try await bench.http.exchange(HTTPRequest("GET", url.replacing("signed/", with: "other/")))
        #expect(forged.head.status == 403)
    }

    @Test("a prefix is listed page by page, every key once", arguments: StorageServerKind.allCases)
    func listed(kind: StorageServerKind) async throws {
        let bench = try await ContractBench(kind)
        let bucket = try bench.bucket()
        let keys = (0..<5).map { "list/\($0) ü+&<.mp4" }
        for key in keys { _ = try await bucket.write(ContractBench.object(key), [1]) }
        var found: [String] = []
        var page: String?
        repeat {
            let list = try await bucket.objects(prefix: "list/", page: page)
            found += list.objects.map(\.key)
            page = list.next
        } while page != nil
        #expect(found.sorted() == keys)
    }

    @Test("bodies may be signed in chunks", arguments: StorageServerKind.allCases)
    func signedChunks(kind: StorageServerKind) async throws {
        let bench = try await ContractBench(kind)
        guard bench.server.features.contains(.signedChunks) else { return }
        let bucket = try bench.bucket(signing: .signed)
        let bytes = TestBench.bytes(200_000)
        let digests = bucket.digests()
        bytes.withUnsafeBytes { digests.update($0) }
        let source = try await bucket.write(ContractBench.object("chunks/source.mp4"), bytes)
        #expect(source.size == 200_000)
        let handler = UploadHandler(
            source: try await bucket.presignedURL(of: "chunks/source.mp4", seconds: 60), bucket: bucket,
            object: ContractBench.object("chunks/copy.mp4"))
        let outcome = await bench.http.relay(handler, progress: RelayProgress(), sourcePolicy: .any)
        guard case .success = outcome.result else {
            Issue.record("\(outcome.result)")
            return
        }
        #expect(try await bench.server.object("chunks/copy.mp4", in: ContractBench.bucketName) == bytes)
        let copy = try await bucket.read("chunks/copy.mp4", range: nil, limit: 1 << 20)
        #expect(copy.head.headers["Content-Encoding"] == nil)
    }
}
