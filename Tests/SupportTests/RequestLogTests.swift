import FoundationEssentials
import TestServers
import Testing

@testable import Simulation

@Suite("The simulator's log", .timeLimit(.minutes(5)))
struct RequestLogTests {
    @Test("requests are told apart by object, method and connection, and signatures do not stand in it")
    func records() async throws {
        let simulator = try await ModelStudioSimulator.start()
        let task = try simulator.addFinished(video: .bytes([1, 2, 3, 4]))
        let key = try simulator.key(of: task.id)
        let url = try simulator.url(of: task.id)
        // Two URLs of one curl share a connection.
        _ = try await Curl.run(url, ["-r", "0-1", "-o", "/dev/null", url])
        _ = try await Curl.get(url, "-I")
        let gets = simulator.log.requests(for: key)
        #expect(gets.map(\.status) == [206, 206])
        #expect(gets.map(\.range) == ["bytes=0-1", "bytes=0-1"])
        #expect(gets.map(\.bytesSent) == [2, 2])
        #expect(gets.map(\.isFinished) == [true, true])
        #expect(gets[0].queryNames.sorted() == ["Expires", "OSSAccessKeyId", "Signature"])
        #expect(simulator.log.requests(for: key, method: "HEAD").map(\.status) == [403])
        #expect(simulator.log.connections(for: key) == 2)
        #expect(simulator.log.peakPerSecond() >= 1)
        simulator.log.clear()
        #expect(simulator.log.records.isEmpty)
        await simulator.stop()
    }

    @Test(
        "the peak is the most that came within one second, wherever it begins",
        arguments: [
            ([], 0), ([5], 1), ([0, 0.5, 0.999, 1], 3), ([0, 1, 2], 1), ([0, 0.9, 1.1, 1.2, 1.8, 3], 4),
            ([1.8, 1.2, 0.9, 1.1], 4),
        ])
    func peak(seconds: [Double], expected: Int) {
        #expect(RequestLog.peakPerSecond(of: seconds.map { Date(timeIntervalSince1970: $0) }) == expected)
    }

    /// A record of one request at a second.
    private func record(_ subject: RequestRecord.Subject, at second: Double) -> RequestRecord {
        RequestRecord(
            id: 1, method: "GET", path: "/", queryNames: [], headers: [:], subject: subject, connection: 1,
            time: Date(timeIntervalSince1970: second))
    }

    @Test("the peak of calls is over all operations together, across the turn of a second, without the buckets")
    func peakOfCalls() {
        let calls: [(APIEndpoint, Double)] = [
            (.query, 0.1), (.list, 0.9), (.query, 1.0), (.submit, 1.2), (.cancel, 1.4), (.uploadPolicy, 1.8),
            (.query, 2.3),
        ]
        let others = [
            record(.api(.upload), at: 1.1), record(.object("a.mp4"), at: 1.1), record(.other, at: 1.1),
        ]
        // From 0.9 to just before 1.9.
        #expect(RequestLog.peakCallsPerSecond(of: calls.map { record(.api($0.0), at: $0.1) } + others) == 5)
        #expect(RequestLog.peakCallsPerSecond(of: others) == 0)
        let steady = (0..<10_000).map { record(.api($0 % 2 == 0 ? .query : .list), at: Double($0) / 16) }
        #expect(RequestLog.peakCallsPerSecond(of: steady) == 16)
    }

    @Test(
        "bodies are under way at once where one begins before another ended",
        arguments: [
            ([], 0), ([0..<1], 1), ([0..<1, 1..<2], 1), ([0..<1, 0.5..<2, 0.9..<1.5, 1..<3], 3),
            ([0..<9, 1..<2, 3..<4, 5..<8, 6..<7], 3), ([1..<2, 0..<3], 2), ([0..<0, 0..<1], 1),
        ])
    func underWay(seconds: [Range<Double>], expected: Int) {
        let spans = seconds.map {
            Date(timeIntervalSince1970: $0.lowerBound)..<Date(timeIntervalSince1970: $0.upperBound)
        }
        #expect(RequestLog.peakUnderWay(of: spans) == expected)
    }

    @Test("the control endpoints count and are not counted")
    func control() async throws {
        let simulator = try await ModelStudioSimulator.start()
        let task = try simulator.addFinished(id: "one", video: .bytes([1, 2, 3, 4]))
        _ = try await Curl.get(try simulator.url(of: task.id))
        let urls = try await Curl.get(simulator.baseURL + "/_simulator/urls").decoded([String: String].self)
        #expect(try ["one": simulator.url(of: "one")] == urls)
        let counts = try await Curl.get(simulator.baseURL + "/_simulator/requests").text
        #expect(counts.contains(#""total":1"#))
        #expect(counts.contains(#""peak_under_way":1"#))
        #expect(counts.contains(#"{"GET":1,"bytes":4}"#))
        _ = try await Curl.get(simulator.baseURL + "/_simulator/reset", "-X", "POST")
        #expect(simulator.log.records.isEmpty)
        await simulator.stop()
    }
}
