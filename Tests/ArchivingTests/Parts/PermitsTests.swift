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
    private static let reason = Failure("storage.refused", "a part was refused", disposition: .giveUp)

    @Test("one that was released is waited for once more, one in use is not")
    func renewed() async throws {
        let permits = Permits(1)
        let permit = try await permits.acquire()
        try await permit.renew()
        permit.release()
        let other = try await permits.acquire()
        let renewal = Task { try await permit.renew() }
        while permits.waiting == 0 { await Task.yield() }
        #expect(!permit.isInUse)
        other.release()
        try await renewal.value
        #expect(permit.isInUse)
        #expect(permits.take() == nil)
        permit.release()
        #expect(permits.take() != nil)
    }

    @Test("so many go on at once, the others in the order they came")
    func order() async throws {
        let permits = Permits(1)
        let permit = try await permits.acquire()
        let order = Order()
        var tasks: [Task<Void, any Error>] = []
        for number in 0..<4 {
            let before = permits.waiting
            tasks.append(
                Task {
                    let permit = try await permits.acquire()
                    order.add(number)
                    permit.release()
                })
            while permits.waiting == before { await Task.yield() }
        }
        #expect(order.numbers.isEmpty)
        permit.release()
        for task in tasks { try await task.value }
        #expect(order.numbers == [0, 1, 2, 3])
    }

    @Test("a place in the line holds, whoever comes first for its permit")
    func places() async throws {
        let permits = Permits(1)
        let places = (0..<3).map { _ in permits.lineUp() }
        // Nobody who was there before is passed, though the permit lies ready.
        #expect(permits.take() == nil)
        let order = Order()
        let last = Task {
            let permit = try await places[2].permit()
            order.add(2)
            permit.release()
        }
        while permits.waiting == 0 { await Task.yield() }
        places[1].leave()
        #expect(order.numbers.isEmpty)
        let permit = try await places[0].permit()
        order.add(0)
        permit.release()
        try await last.value
        #expect(order.numbers == [0, 2])
        #expect(permits.take() != nil)
    }

    @Test("a place serves once, and gives its permit back where it is cancelled or left", arguments: [true, false])
    func placeGivenUp(byCancelling: Bool) async throws {
        let permits = Permits(1)
        let place = permits.lineUp()
        if byCancelling {
            let waiting = Task {
                while !Task.isCancelled { await Task.yield() }
                _ = try await place.permit()
            }
            waiting.cancel()
            await #expect(throws: Failure.self) { try await waiting.value }
        } else {
            place.leave()
        }
        try #require(permits.take()).release()
        await #expect(throws: Failure.self) { try await place.permit() }
        place.leave()
        #expect(permits.take() != nil)
    }

    @Test("whoever waits at a place that is left hears of it")
    func leftWhileWaiting() async throws {
        let permits = Permits(0)
        let place = permits.lineUp()
        let waiting = Task { try await place.permit() }
        while permits.waiting == 0 { await Task.yield() }
        place.leave()
        let refusal = await #expect(throws: Failure.self) { try await waiting.value }
        #expect(refusal?.code == VideoArchiver.stopped.code)
    }

    @Test("a permit that is released twice comes back once")
    func twice() throws {
        let permits = Permits(1)
        let permit = try #require(permits.take())
        #expect(permit.isInUse && permits.take() == nil)
        permit.release()
        permit.release()
        #expect(!permit.isInUse)
        let next = permits.take()
        #expect(next != nil && permits.take() == nil)
    }

    @Test("whoever is cancelled gets none and takes none away")
    func cancelled() async throws {
        let permits = Permits(1)
        let permit = try await permits.acquire()
        let waiting = Task { try await permits.acquire() }
        while permits.waiting == 0 { await Task.yield() }
        waiting.cancel()
        let refusal = await #expect(throws: Failure.self) { try await waiting.value }
        #expect(refusal?.code == VideoArchiver.stopped.code)
        permit.release()
        _ = try await permits.acquire()
    }

    @Test("once closed nobody gets one, and those who wait hear why")
    func closed() async throws {
        let permits = Permits(1)
        let permit = try await permits.acquire()
        let waiting = Task { try await permits.acquire() }
        while permits.waiting == 0 { await Task.yield() }
        permits.close(Self.reason)
        permits.close(VideoArchiver.stopped)
        let refusal = await #expect(throws: Failure.self) { try await waiting.value }
        permit.release()
        #expect(permits.take() == nil)
        let later = await #expect(throws: Failure.self) { try await permits.acquire() }
        #expect(refusal?.code == Self.reason.code && later?.code == Self.reason.code)
    }
}
