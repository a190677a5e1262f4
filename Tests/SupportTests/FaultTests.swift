import FoundationEssentials
import Glibc
import Simulation
import TestServers
import Testing

@Suite("Faults of the simulated result bucket", .timeLimit(.minutes(5)))
struct FaultTests {
    private static let size: Int64 = 300_000

    /// Runs a body with one video and its URL.
    private func withVideo(
        _ faults: Fault..., times: Int? = 1,
        _ body: (_ simulator: ModelStudioSimulator, _ id: String, _ url: String) async throws -> Void
    ) async throws {
        let simulator = try await ModelStudioSimulator.start()
        let task = try simulator.addFinished(video: .generated(bytes: Self.size))
        for fault in faults { try simulator.inject(fault, into: task.id, times: times) }
        try await body(simulator, task.id, try simulator.url(of: task.id))
        await simulator.stop()
    }

    private static var video: [UInt8] { get throws { try VideoBody.generated(bytes: size).allBytes() } }

    @Test("a cut closes the connection after so many bytes, once", arguments: [Int64(0), 1, 100_000, size - 1])
    func cut(after bytes: Int64) async throws {
        try await withVideo(.cut(after: bytes)) { simulator, id, url in
            let reply = try await Curl.get(url)
            #expect(reply.exit == 18)
            #expect(reply.status == 200)
            #expect(try Array(Self.video.prefix(Int(bytes))) == reply.body)
            #expect(try await Curl.get(url).body == Self.video)
            #expect(try simulator.log.requests(for: simulator.key(of: id)).map(\.bytesSent) == [bytes, Self.size])
        }
    }

    @Test("a cut counts from the beginning of a range")
    func cutRange() async throws {
        try await withVideo(.cut(after: 10)) { _, _, url in
            let reply = try await Curl.get(url, "-r", "1000-1999")
            #expect(reply.exit == 18)
            #expect(try Array(Self.video[1000..<1010]) == reply.body)
        }
    }

    @Test("a stall holds the body back until it is released")
    func stall() async throws {
        try await withVideo(.stall(after: 1000)) { simulator, _, url in
            async let reply = Curl.get(url)
            try await simulator.log.wait { $0.first?.bytesSent == 1000 && simulator.stalledBodies == 1 }
            simulator.releaseStalls()
            #expect(try await reply.body == Self.video)
        }
    }

    @Test("a stall outlasts the client and ends with the simulator")
    func endlessStall() async throws {
        try await withVideo(.stall(after: 1000), times: nil) { simulator, _, url in
            let client = try RunningProcess.start("curl", ["-q", "-s", "-o", "/dev/null", url])
            try await simulator.log.wait { $0.first?.bytesSent == 1000 && simulator.stalledBodies == 1 }
            client.signal(SIGKILL)
            let result = try await client.result()
            #expect(result.signal == SIGKILL)
            await simulator.stop()
            #expect(simulator.stalledBodies == 0)
        }
    }

    @Test("a trickle sends pieces with pauses between")
    func trickle() async throws {
        try await withVideo(.trickle(bytes: 100_000, every: .milliseconds(50))) { _, _, url in
            let start = ContinuousClock.now
            let reply = try await Curl.get(url)
            #expect(try Self.video == reply.body)
            #expect(ContinuousClock.now - start >= .milliseconds(100))
        }
    }

    @Test("a flipped byte changes the body and not the checksum")
    func flippedByte() async throws {
        try await withVideo(.flippedByte(at: 150_000)) { simulator, id, url in
            let reply = try await Curl.get(url)
            var expected = try Self.video
            expected[150_000] ^= 0xFF
            #expect(reply.body == expected)
            #expect(try String(simulator.crc64(of: id)) == reply.headers["x-oss-hash-crc64ecma"])
        }
    }

    @Test("a wrong checksum stands in the field while the body is right")
    func wrongChecksum() async throws {
        try await withVideo(.wrongChecksum) { simulator, id, url in
            let reply = try await Curl.get(url)
            #expect(try Self.video == reply.body)
            #expect(try String(simulator.crc64(of: id)) != reply.headers["x-oss-hash-crc64ecma"])
        }
    }

    @Test("an ignored range is a 200 with the whole object, and can be cut besides")
    func ignoredRange() async throws {
        try await withVideo(.ignoredRange, .cut(after: 50), times: nil) { _, _, url in
            let reply = try await Curl.get(url, "-H", "Range: bytes=10-19")
            #expect(reply.status == 200)
            #expect(reply.exit == 18)
            #expect(reply.headers["content-length"] == String(Self.size))
            #expect(reply.body.count == 50)
        }
    }

    @Test("an ETag that changes makes If-Match fail")
    func changingETag() async throws {
        try await withVideo(.changingETag, times: nil) { _, _, url in
            let etag = try #require(try await Curl.get(url, "-r", "0-9").headers["etag"])
            #expect(try await Curl.get(url, "-r", "0-9").headers["etag"] != etag)
            #expect(try await Curl.get(url, "-r", "0-9", "-H", "If-Match: \(etag)").status == 412)
        }
    }

    @Test("a missing length is a chunked body")
    func missingLength() async throws {
        try await withVideo(.missingLength) { _, _, url in
            let reply = try await Curl.get(url)
            #expect(reply.headers["transfer-encoding"] == "chunked")
            #expect(reply.headers["content-length"] == nil)
            #expect(try Self.video == reply.body)
        }
    }

    @Test("a wrong Content-Length promises more or less than comes", arguments: [(Int64(5), CInt(18)), (-5, 0)])
    func wrongLength(difference: Int64, exit: CInt) async throws {
        try await withVideo(.contentLength(off: difference)) { _, _, url in
            let reply = try await Curl.get(url)
            #expect(reply.headers["content-length"] == String(Self.size + difference))
            #expect(reply.exit == exit)
            #expect(Int64(reply.body.count) == min(Self.size, Self.size + difference))
        }
    }

    @Test("a body that is no video has its own checksum")
    func notVideo() async throws {
        try await withVideo(.notVideo) { simulator, id, url in
            let reply = try await Curl.get(url)
            #expect(reply.body.count == Int(Self.size))
            #expect(reply.text.hasPrefix("These bytes are not a video."))
            #expect(try String(simulator.crc64(of: id)) != reply.headers["x-oss-hash-crc64ecma"])
        }
    }

    @Test(
        "instead of the object comes something else",
        arguments: [
            (Fault.htmlPage, 200, "<!DOCTYPE html>"), (.xmlError, 200, "<Error>"), (.emptyBody, 200, ""),
            (.status(500), 500, "<Code>InternalError</Code>"), (.status(503), 503, "<Code>ServiceBusy</Code>"),
            (.status(429), 429, "<Code>ServiceBusy</Code>"), (.redirect(to: "http://127.0.0.1:1/x"), 302, ""),
        ])
    func replacement(fault: Fault, status: Int, text: String) async throws {
        try await withVideo(fault) { _, _, url in
            let reply = try await Curl.get(url)
            #expect(reply.status == status)
            #expect(reply.text.contains(text) || text.isEmpty && reply.body.isEmpty)
            if case .redirect(let target) = fault { #expect(reply.headers["location"] == target) }
            #expect(try await Curl.get(url).status == 200)
        }
    }

    @Test("no answer closes the connection without a byte")
    func noReply() async throws {
        try await withVideo(.noReply) { simulator, id, url in
            let reply = try await Curl.get(url)
            #expect(reply.exit == 52)
            #expect(try simulator.log.requests(for: simulator.key(of: id)).map(\.status) == [0])
        }
    }

    @Test("faults that are counted come one after the other, after those that are skipped")
    func order() async throws {
        try await withVideo { simulator, id, url in
            try simulator.inject(.status(503), into: id, times: 2, skipping: 1)
            try simulator.inject(.status(500), into: id, times: 1)
            var seen: [Int] = []
            for _ in 0..<5 { seen.append(try await Curl.get(url).status) }
            #expect(seen == [500, 503, 503, 200, 200])
            try simulator.inject(.status(503), into: id, times: nil)
            #expect(try await Curl.get(url).status == 503)
            simulator.clearFaults()
            #expect(try await Curl.get(url).status == 200)
        }
    }
}
