import Failures
import HTTPTransport
import TestServers
import Testing

@testable import ObjectStorage

@Suite struct ConnectionTests {
    @Test("over TLS uploads and signed links work with the authority the user names, and not without it")
    func tls() async throws {
        let server = try await SeaweedFS.start(buckets: ["source", "videos"], tls: true)
        let bench = try TestBench(server)
        let bytes = TestBench.bytes(100_000)
        for payloadSigning in [PayloadSigning.unsigned, .signed] {
            let bucket = try bench.bucket(payloadSigning: payloadSigning)
            let object = ObjectUpload(key: "\(payloadSigning).mp4", contentType: "video/mp4")
            _ = try await bench.relay(bytes, to: bucket, as: object).get()
            #expect(try await bench.read(object.key, of: bucket).body == bytes)
        }
        let bucket = try bench.bucket()
        let request = HTTPRequest("GET", try await bucket.presignedURL(of: "unsigned.mp4", seconds: 60))
        let error = try await #require(throws: TransportError.self) { try await HTTPClient().exchange(request) }
        let failure = bucket.failure(of: error)
        #expect(failure.code == "storage.unreachable")
        #expect(failure.remedy?.contains("storage.caBundle") == true)
        #expect(!failure.description.contains("X-Amz-"))
        try await server.stop()
    }

    @Test("a server that is gone is told as unreachable")
    func gone() async throws {
        let port = try FreePort.take()
        let bucket = try Bucket.fixture(endpoint: "http://127.0.0.1:\(port)")
        let request = HTTPRequest("GET", try await bucket.presignedURL(of: "k", seconds: 60))
        let error = try await #require(throws: TransportError.self) { try await HTTPClient().exchange(request) }
        let failure = bucket.failure(of: error)
        #expect(failure.code == "storage.unreachable")
        #expect(failure.disposition == .unreachable)
        #expect(failure.message.contains("http://127.0.0.1:\(port)"))
        #expect(!failure.description.contains("X-Amz-"))
    }
}
