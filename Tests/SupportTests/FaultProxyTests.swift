import Simulation
import TestServers
import Testing

@Suite("Fault proxy", .timeLimit(.minutes(1)))
struct FaultProxyTests {
    private static let size = 1_000_000

    private let studio: ModelStudioSimulator
    private let proxy: FaultProxy
    private let bytes: [UInt8]
    private let path: String

    init() async throws {
        studio = try await ModelStudioSimulator.start()
        proxy = try FaultProxy(to: studio.port)
        let video = VideoBody.generated(bytes: Int64(Self.size), seed: 3)
        let task = try studio.addFinished(video: video)
        bytes = try video.allBytes()
        path = String(try studio.url(of: task.id).dropFirst(studio.baseURL.count))
    }

    /// The video, by curl, through the proxy.
    private func get(_ arguments: String...) async throws -> CurlReply {
        try await Curl.run("http://127.0.0.1:\(proxy.port)\(path)", arguments)
    }

    @Test("nothing is changed where no fault is due")
    func plain() async throws {
        for _ in 0..<2 {
            let reply = try await get()
            #expect(reply.exit == 0 && reply.status == 200 && reply.body == bytes)
        }
        #expect(proxy.connections == 2 && proxy.faults.isEmpty)
    }

    /// What curl says of it, and how much it got: with 200 bytes of a head it is nothing of the body.
    struct Break: Sendable, CustomTestStringConvertible {
        var testDescription: String { "\(fault)" }
        var fault: ConnectionFault
        var exit: Int32
        var most: Int
    }

    private static let breaks: [Break] = [
        Break(fault: .refused, exit: 56, most: 0),
        Break(fault: .reset(.request, after: 0), exit: 56, most: 0),
        Break(fault: .reset(.reply, after: 0), exit: 56, most: 0),
        Break(fault: .reset(.reply, after: 500_000), exit: 56, most: 500_000),
        Break(fault: .cut(.request, after: 10), exit: 52, most: 0),
        Break(fault: .cut(.reply, after: 0), exit: 52, most: 0),
        Break(fault: .cut(.reply, after: 500_000), exit: 18, most: 500_000),
        Break(fault: .stalled(.request, after: 10), exit: 28, most: 0),
        Break(fault: .stalled(.reply, after: 0), exit: 28, most: 0),
        Break(fault: .stalled(.reply, after: 500_000), exit: 28, most: 500_000),
        Break(fault: .trickle(.reply, after: 500_000, every: .milliseconds(100)), exit: 28, most: 500_010),
        Break(fault: .trickle(.request, after: 0, every: .seconds(1)), exit: 28, most: 0),
        Break(fault: .late(.seconds(5)), exit: 28, most: 0),
    ]

    @Test("a connection breaks where it shall, and the next one is whole", arguments: breaks)
    func breakage(item: Break) async throws {
        proxy.inject(item.fault)
        let reply = try await get("--max-time", "1")
        // A reset may come while curl still connects or writes, and takes with it what curl has not read yet.
        #expect(reply.exit == item.exit || item.exit == 56 && [7, 35, 52, 55].contains(reply.exit))
        #expect(reply.body.count <= item.most && (item.exit == 56 || reply.body.count >= item.most - 2000))
        #expect(reply.body == Array(bytes.prefix(reply.body.count)))
        #expect(proxy.faults == [item.fault])
        #expect(try await get().body == bytes)
    }

    @Test("an answer that comes late is whole")
    func late() async throws {
        proxy.inject(.late(.milliseconds(300)))
        let begin = ContinuousClock.now
        #expect(try await get().body == bytes)
        #expect(ContinuousClock.now - begin >= .milliseconds(300))
    }

    @Test("bytes are inverted, repeated and swapped at their place")
    func garbled() async throws {
        let place = 600_000
        proxy.inject(.inverted(.reply, at: Int64(place)))
        proxy.inject(.repeated(.reply, at: Int64(place), count: 1000))
        proxy.inject(.swapped(.reply, at: Int64(place), count: 1000))
        let replies = [try await get(), try await get(), try await get()]
        for reply in replies { #expect(reply.exit == 0 && reply.body.count == bytes.count) }
        // The head's length is known by the place where the first one differs.
        let first = try #require(
            zip(replies[0].body, bytes).enumerated().first { $0.element.0 != $0.element.1 }?.offset)
        #expect(place - 2000..<place ~= first)
        #expect(replies[0].body[first] == ~bytes[first])
        #expect(replies[0].body[(first + 1)...] == bytes[(first + 1)...])
        #expect(replies[1].body[..<(first + 1000)] == bytes[..<(first + 1000)])
        #expect(replies[1].body[(first + 1000)...] == bytes[first..<(bytes.count - 1000)])
        #expect(replies[2].body[first..<(first + 1000)] == bytes[(first + 1000)..<(first + 2000)])
        #expect(replies[2].body[(first + 1000)..<(first + 2000)] == bytes[first..<(first + 1000)])
        #expect(replies[2].body[(first + 2000)...] == bytes[(first + 2000)...])
    }

    @Test("a closed proxy refuses at its port, and an open one serves there again")
    func closed() async throws {
        proxy.close()
        #expect(try await get().exit == 7)
        try proxy.open()
        #expect(try await get().body == bytes)
        proxy.stop()
        #expect(try await get().exit == 7)
    }

    @Test("all connections there are can be reset at once")
    func resetAll() async throws {
        proxy.inject(.stalled(.reply, after: 500_000), times: 2)
        async let first = get()
        async let second = get()
        try await studio.log.wait { _ in proxy.faults.count == 2 }
        while studio.log.records.count < 2 { await Task.yield() }
        proxy.resetConnections()
        #expect(try await first.exit == 56)
        #expect(try await second.exit == 56)
    }

    @Test("chance brings the same faults from the same seed, and others from another")
    func chance() async throws {
        let chances = ConnectionChances(refused: 0.3, cut: 0.3, garbled: 0.1, span: 100_000)
        func faults(seed: UInt64) async throws -> [ConnectionFault] {
            let proxy = try FaultProxy(to: studio.port)
            proxy.disturb(seed: seed, chances)
            for _ in 0..<15 { _ = try await Curl.get("http://127.0.0.1:\(proxy.port)\(path)") }
            #expect(proxy.connections == 15)
            return proxy.faults
        }
        let first = try await faults(seed: 5)
        #expect(try await faults(seed: 5) == first)
        #expect(try await faults(seed: 6) != first)
        #expect(1..<15 ~= first.count && Set(first).count > 1)
    }
}
