import HTTPTransport
import TestServers
import Testing

@testable import ObjectStorage

/// One case after the other, because each waits for the server to have seen its request.
@Suite(.serialized) struct RefusedRelayTests {
    @Test(
        "a relay whose verdict is no leaves no object, whatever its length and framing",
        arguments: [1, 16 << 10, 64 << 10, (64 << 10) + 1, 100_000, 5_000_000],
        [PayloadSigning.unsigned, .signed])
    func noObject(length: Int, payloadSigning: PayloadSigning) async throws {
        let bench = try await TestBench()
        let bucket = try bench.bucket("verdicts", payloadSigning: payloadSigning)
        let object = ObjectUpload(key: "\(payloadSigning)-\(length).mp4", contentType: "video/mp4")
        let before = try await uploads(bench)
        let result = try await bench.relay(TestBench.bytes(length), to: bucket, as: object) {
            $0.refusesAtEnd = true
            $0.lingers = 20
        }
        guard case .failure(.rejected(let error)) = result else {
            Issue.record("\(result)")
            return
        }
        #expect(error is UploadHandler.Refused)
        let deadline = ContinuousClock.now + .seconds(20)
        while try await uploads(bench) == before {
            try #require(ContinuousClock.now < deadline, "the server has seen no request")
        }
        #expect(try await bench.read(object.key, of: bucket).head.status == 404)
    }

    /// Uploads the server has done with, in whatever way.
    private func uploads(_ bench: TestBench) async throws -> Int {
        try await bench.server.requestCounts()
            .filter { $0.bucket == "verdicts" && $0.action == "PUT" }
            .reduce(0) { $0 + $1.count }
    }
}
