import Testing

@testable import HTTPTransport

@Suite("Relays of a part", .timeLimit(.minutes(1)))
struct PartRelayTests {
    /// Serves ranges of the bytes; a response that would cross one of the cuts ends there.
    private static func source(_ file: [UInt8], cuts: [Int] = [], surplus: Int = 0) throws -> ScriptedServer {
        try ScriptedServer { connection in
            while true {
                let request = try connection.request()
                let numbers = (request.headers["range"] ?? "").dropFirst("bytes=".count).split(separator: "-")
                let range = try #require(Int(numbers[0]))..<(try #require(Int(numbers[1])) + 1)
                try connection.send(
                    "HTTP/1.1 206 P\r\nContent-Length: \(range.count + surplus)\r\n"
                        + "Content-Range: bytes \(range.lowerBound)-\(range.upperBound - 1)/\(file.count)\r\n\r\n")
                let cut = cuts.first { $0 > range.lowerBound && $0 < range.upperBound }
                try connection.send(Array(file[range.lowerBound..<(cut ?? range.upperBound + surplus)]))
                if cut != nil { return }
            }
        }
    }

    @Test(
        "move their range alone, and go on where the source breaks",
        arguments: [[], [1_000_001], [1_200_000, 1_999_999], [1_000_001, 1_000_002, 1_500_000]])
    func resumed(cuts: [Int]) async throws {
        let file = RelayTests.pattern(3_000_000)
        let (source, sink) = (try Self.source(file, cuts: cuts), RelayTests.Sink())
        let destination = try sink.server()
        var handler = PartHandler(source: source.url, destination: destination.url, range: 1_000_000..<2_000_000)
        handler.resumes = cuts.count
        let progress = RelayProgress()
        let outcome = try await HTTPClient().relay(handler, progress: progress, sourcePolicy: .any)
        _ = try outcome.result.get()
        #expect(sink.whole.values == [Array(file[1_000_000..<2_000_000])])
        #expect(progress.received == 1_000_000)
        #expect(destination.connections == 1)
    }

    @Test("of a source that sends too much arrive nowhere", arguments: [1, 300_000])
    func surplus(count: Int) async throws {
        let file = RelayTests.pattern(3_000_000)
        let (source, sink) = (try Self.source(file, surplus: count), RelayTests.Sink())
        let destination = try sink.server()
        let handler = PartHandler(source: source.url, destination: destination.url, range: 0..<1_000_000)
        let outcome = try await HTTPClient().relay(handler, progress: RelayProgress(), sourcePolicy: .any)
        guard case .failure(.rejected(let reason)) = outcome.result else { Issue.record("\(outcome.result)"); return }
        #expect(reason as? PartHandler.Refused == PartHandler.Refused(reason: "more than the range"))
        #expect(sink.whole.values.isEmpty)
    }

    @Test("run by the dozen with the smallest ring, plain and framed", arguments: [nil, 8 << 10, 64 << 10, 512 << 10])
    func many(chunk: Int?) async throws {
        let (count, length) = (64, 1_100_000)
        let file = RelayTests.pattern(count * 20_000 + length)
        let (source, sink) = (try Self.source(file), RelayTests.Sink())
        let destination = try sink.server()
        let client = try HTTPClient(TransportOptions(ringBudget: 0))
        let ranges = (0..<count).map { Int64($0 * 20_000)..<Int64($0 * 20_000 + length) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for range in ranges {
                var handler = PartHandler(source: source.url, destination: destination.url, range: range)
                if let chunk {
                    handler.framing = BracketFraming(chunkLength: chunk)
                    handler.wireLength = Int64(
                        Self.framed(file[Int(range.lowerBound)..<Int(range.upperBound)], chunk).count)
                }
                group.addTask { [handler] in
                    _ = try await client.relay(handler, progress: RelayProgress(), sourcePolicy: .any).result.get()
                }
            }
            try await group.waitForAll()
        }
        let expected = ranges.map { range in
            let part = file[Int(range.lowerBound)..<Int(range.upperBound)]
            return chunk.map { Self.framed(part, $0) } ?? Array(part)
        }
        #expect(Set(sink.whole.values) == Set(expected))
    }

    private static func framed(_ part: ArraySlice<UInt8>, _ chunk: Int) -> [UInt8] {
        var framed: [UInt8] = []
        for start in stride(from: part.startIndex, to: part.endIndex, by: chunk) {
            let piece = part[start..<min(part.endIndex, start + chunk)]
            framed += Array("[\(piece.count):".utf8) + piece + Array("]".utf8)
        }
        return framed + Array("[end]".utf8)
    }
}
