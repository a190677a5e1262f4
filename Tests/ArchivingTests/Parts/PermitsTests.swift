import Failures
import Synchronization
import Testing

@testable import Archiving

/// Numbers in the order they came.
private final class Order: Sendable {
    private let list = Mutex<[Int]>([])

    var numbers: [Int] { list.withLock { $0 } }
    func add(_ number: Int) { list.withLock { $0.append(number) } }
}

@Suite("Permits", .timeLimit(.minutes(1)))
struct PermitsTests {
    @Test("so many go on at once, the others in the order they came")
    func order() async throws {
        let permits = Permits(1)
        try await permits.acquire()
        let order = Order()
        var tasks: [Task<Void, any Error>] = []
        for number in 0..<4 {
            let before = await permits.waiting
            tasks.append(
                Task {
                    try await permits.acquire()
                    order.add(number)
                    await permits.release()
                })
            while await permits.waiting == before { await Task.yield() }
        }
        #expect(order.numbers.isEmpty)
        await permits.release()
        for task in tasks { try await task.value }
        #expect(order.numbers == [0, 1, 2, 3])
    }

    @Test("whoever is cancelled gets none and takes none away")
    func cancelled() async throws {
        let permits = Permits(0)
        let waiting = Task { try await permits.acquire() }
        while await permits.waiting == 0 { await Task.yield() }
        waiting.cancel()
        await #expect(throws: Failure.self) { try await waiting.value }
        await permits.release()
        try await permits.acquire()
    }

    @Test("once closed nobody gets one, and those who wait go without")
    func closed() async throws {
        let permits = Permits(0)
        let waiting = Task { try await permits.acquire() }
        while await permits.waiting == 0 { await Task.yield() }
        await permits.close()
        await #expect(throws: Failure.self) { try await waiting.value }
        await permits.release()
        await #expect(throws: Failure.self) { try await permits.acquire() }
    }
}
