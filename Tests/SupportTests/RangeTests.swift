import Simulation
import TestServers
import Testing

@Suite("Ranges of the simulated result bucket", .timeLimit(.minutes(5)))
struct RangeTests {
    private static let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }

    @Test(
        "a range inside the object is a 206 with just these bytes",
        arguments: [
            ("0-0", 0..<1), ("0-499", 0..<500), ("500-999", 500..<1000), ("990-", 990..<1000), ("-10", 990..<1000),
            ("0-", 0..<1000), ("-1000", 0..<1000), ("0-9,20-29", 0..<10),
        ])
    func validRange(field: String, expected: Range<Int>) async throws {
        let simulator = try await ModelStudioSimulator.start()
        let task = try simulator.addFinished(video: .bytes(Self.bytes))
        let reply = try await Curl.get(try simulator.url(of: task.id), "-H", "Range: bytes=\(field)")
        #expect(reply.status == 206)
        #expect(reply.body == Array(Self.bytes[expected]))
        #expect(reply.headers["content-range"] == "bytes \(expected.lowerBound)-\(expected.upperBound - 1)/1000")
        #expect(try String(simulator.crc64(of: task.id)) == reply.headers["x-oss-hash-crc64ecma"])
        await simulator.stop()
    }

    @Test(
        "a range that is malformed or reaches beyond the object is a 200 with all of it",
        arguments: [
            "bytes=0-1000", "bytes=500-2000", "bytes=1000-2000", "bytes=1000-", "bytes=-2000", "byte=0-499",
            "bytes=5-3", "bytes=x-3", "bytes=", "bytes=-", "bytes=-0", "bytes=0-+5",
        ])
    func invalidRange(field: String) async throws {
        let simulator = try await ModelStudioSimulator.start()
        let task = try simulator.addFinished(video: .bytes(Self.bytes))
        let reply = try await Curl.get(try simulator.url(of: task.id), "-H", "Range: \(field)")
        #expect(reply.status == 200)
        #expect(reply.body == Self.bytes)
        #expect(reply.headers["content-range"] == nil)
        await simulator.stop()
    }

    @Test("If-Match lets the right ETag pass and answers another with 412")
    func ifMatch() async throws {
        let simulator = try await ModelStudioSimulator.start()
        let task = try simulator.addFinished(video: .bytes(Self.bytes))
        let url = try simulator.url(of: task.id)
        let etag = try #require(try await Curl.get(url).headers["etag"])
        #expect(try await Curl.get(url, "-H", "If-Match: \(etag)", "-r", "0-9").status == 206)
        let other = try await Curl.get(url, "-H", "If-Match: \"0000\"", "-r", "0-9")
        #expect(other.status == 412)
        #expect(other.text.contains("<Code>PreconditionFailed</Code>"))
        await simulator.stop()
    }

    @Test("what an object tells of itself can be left out")
    func switches() async throws {
        let simulator = try await ModelStudioSimulator.start()
        var object = SimulatedObject(.bytes(Self.bytes))
        object.sendsChecksum = false
        object.isMultipart = true
        object.extraHeaders = [("Content-Disposition", "attachment")]
        let task = SimulatedTask(results: [.object(object)])
        try simulator.add(task)
        let reply = try await Curl.get(try simulator.url(of: task.id))
        #expect(reply.headers["x-oss-hash-crc64ecma"] == nil)
        #expect(reply.headers["content-md5"] == nil)
        #expect(reply.headers["etag"]?.hasSuffix("-2\"") == true)
        #expect(reply.headers["content-disposition"] == "attachment")
        await simulator.stop()
    }
}
