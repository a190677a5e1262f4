import HTTPTransport
import TestServers
import Testing

@testable import ObjectStorage

@Suite("Keys of all kinds on every server", .timeLimit(.minutes(4 * Patience.factor)))
struct ContractKeyTests {
    /// Segments stay within 255 bytes, more than which no file system takes.
    private static func long(_ bytes: Int) -> String {
        var key = ""
        while key.utf8.count < bytes {
            let left = bytes - key.utf8.count
            key += left > 200 ? String(repeating: "k", count: 199) + "/" : String(repeating: "k", count: left)
        }
        return key
    }

    private static let keys = [
        "keys/a b  c.mp4", "keys/a+b.mp4", "keys/100%.mp4", "keys/%2F%20.mp4", "keys/what?.mp4", "keys/a#b.mp4",
        "keys/~tilde~.mp4", "keys/it's \"quoted\".mp4", "keys/视频/片段.mp4", "keys/🎬🚀.mp4", "keys/é/e\u{301}.mp4",
        "keys/a=b&c;d,e:f@g$h!i*j(k).mp4", "keys/[x]{y}|z^`.mp4", "keys/<tag>&amp;.mp4",
    ]

    @Test("every key is stored, told of, read by a signed link, and removed", arguments: StorageServerKind.allCases)
    func keys(kind: StorageServerKind) async throws {
        let bench = try await ContractBench(kind)
        let bucket = try bench.bucket()
        let longest = kind == .oss ? 1023 : 1024
        for key in Self.keys + [Self.long(longest)] {
            let bytes = Array("content of \(key.utf8.count) bytes".utf8)
            let stored = try await bucket.write(ContractBench.object(key), bytes)
            #expect(stored.size == Int64(bytes.count), "\(key)")
            #expect(try await bucket.head(key)?.size == Int64(bytes.count), "\(key)")
            #expect(try await bench.server.object(key, in: ContractBench.bucketName) == bytes, "\(key)")
            let url = try await bucket.presignedURL(of: key, seconds: 60)
            let reply = try await bench.http.exchange(HTTPRequest("GET", url))
            #expect(reply.body == bytes, "\(key): \(reply.head.status)")
            try await bucket.delete(key)
            #expect(try await bucket.head(key) == nil, "\(key)")
        }
    }

    @Test("keys of multipart uploads go through as well", arguments: StorageServerKind.allCases)
    func parts(kind: StorageServerKind) async throws {
        let bench = try await ContractBench(kind)
        for key in Self.keys.suffix(6) {
            let bytes = TestBench.bytes(bench.partSize + 7)
            let stored = try await bench.storeInParts(ContractBench.object(key), bytes)
            #expect(stored.size == Int64(bytes.count), "\(key)")
        }
    }
}
