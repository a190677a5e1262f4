import Testing

@testable import HTTPTransport

@Suite("What has to be done before an upload ends", .timeLimit(.minutes(1)))
struct LastDutyTests {
    private struct DiskIsFull: Error {}

    private static func relay(
        _ size: Int, _ sink: RelayTests.Sink, _ duty: @escaping @Sendable () async throws -> Void
    ) async throws -> RelayOutcome<ByteHandler> {
        let (source, destination) = (try RelayTests.source(RelayTests.pattern(size)), try sink.server())
        var handler = ByteHandler(source: source.url, destination: destination.url)
        handler.beforeEnd = duty
        return try await HTTPClient().relay(handler, progress: RelayProgress(), sourcePolicy: .any)
    }

    @Test("is done while the last bytes are held back", arguments: [1, 20_000, 3_000_000])
    func before(size: Int) async throws {
        let sink = RelayTests.Sink()
        let outcome = try await Self.relay(size, sink) {
            // Time for an end that does not wait to come about.
            for _ in 0..<1000 { await Task.yield() }
            #expect(sink.whole.values.isEmpty && sink.cut.values.isEmpty)
        }
        _ = try outcome.result.get()
        #expect(sink.whole.values == [RelayTests.pattern(size)])
    }

    @Test("and cannot be done, so the destination never gets the whole", arguments: [1, 20_000, 3_000_000])
    func fails(size: Int) async throws {
        let sink = RelayTests.Sink()
        let outcome = try await Self.relay(size, sink) { throw DiskIsFull() }
        guard case .failure(.rejected(let reason)) = outcome.result else {
            Issue.record("\(outcome.result)")
            return
        }
        #expect(reason is DiskIsFull && sink.whole.values.isEmpty)
    }

    @Test("waits for an upload that takes time to open")
    func opening() async throws {
        let (source, sink) = (try RelayTests.source(RelayTests.pattern(20_000)), RelayTests.Sink())
        let destination = try sink.server()
        let (gate, order) = (Gate(), Recorder<String>())
        var handler = ByteHandler(source: source.url, destination: destination.url)
        handler.beforeUpload = {
            await gate.wait()
            order.add("opened")
        }
        handler.whenSourceEnds = { gate.open() }
        handler.beforeEnd = { order.add("done") }
        _ = try await HTTPClient().relay(handler, progress: RelayProgress(), sourcePolicy: .any).result.get()
        #expect(order.values == ["opened", "done"])
        #expect(sink.whole.values == [RelayTests.pattern(20_000)])
    }

    @Test("is cancelled with its relay")
    func cancelled() async throws {
        let sink = RelayTests.Sink()
        let (begun, stopped) = (Gate(), Gate())
        let task = Task {
            try await Self.relay(3_000_000, sink) {
                begun.open()
                do {
                    try await Task.sleep(for: .seconds(3600))
                } catch {
                    stopped.open()
                    throw error
                }
            }
        }
        await begun.wait()
        task.cancel()
        guard case .failure(.cancelled) = try await task.value.result else {
            Issue.record("not cancelled")
            return
        }
        await stopped.wait()
        #expect(sink.whole.values.isEmpty)
    }
}
