import Dispatch
import Failures
import Foundation
import Manifest
import Synchronization
import TestServers
import Testing

@testable import Archiving
@testable import HTTPTransport

/// Numbers, each once.
private final class Numbers: Sendable {
    private let last = Atomic(0)

    func next() -> Int { last.add(1, ordering: .relaxed).newValue }
}

extension WorkQueue {
    fileprivate func next() async throws(Failure) -> QueuedVideo? { try await next {}?.video }
}

@Suite("The queue of a run", .timeLimit(.minutes(1)))
struct WorkQueueTests {
    private let scratch: ScratchDirectory
    private let manifest: Manifest
    private static let now = Date(timeIntervalSince1970: 1_767_398_399)

    init() throws {
        scratch = try ScratchDirectory("queue")
        manifest = try Manifest.open(path: scratch.file("manifest.sqlite"))
    }

    /// Adds a task with one video whose URL dies after so many seconds.
    private func add(_ id: String, expiresIn seconds: Double? = 3600) throws {
        _ = try manifest.add([NewTask(taskID: id)], origin: .added, now: Self.now)
        let video = ReportedVideo(
            index: 0, kind: .video,
            outcome: .url("https://r.example/\(id).mp4", expiresAt: seconds.map { Self.now + $0 }))
        _ = try manifest.record(
            TaskUpdate(taskID: id, status: "SUCCEEDED", phase: .succeeded, videos: [video], at: Self.now))
    }

    /// - Parameter seconds: what its clock shows.
    private func queue(
        only: Set<String>? = nil, limit: Int? = nil, at seconds: @escaping @Sendable () -> Int = { 0 }
    ) -> WorkQueue {
        let start = ContinuousClock.now
        return WorkQueue(manifest: manifest, only: only, limit: limit) { start + .seconds(seconds()) }
    }

    /// Takes videos until there are none, ending each as `outcome` says.
    private func takeAll(
        _ queue: WorkQueue, outcome: @escaping @Sendable (QueuedVideo) -> VideoOutcome
    ) async throws -> [String] {
        var taken: [String] = []
        while let video = try await queue.next() {
            taken.append(video.key.taskID)
            _ = await queue.work(on: video, progress: RelayProgress()) { outcome(video) }
        }
        return taken
    }

    private static let postponed = VideoOutcome.postponed(Failure("a.b", "c", disposition: .retry()))

    @Test("the soonest deadline is handed out first, an unknown one last, each video once a round")
    func order() async throws {
        try add("c", expiresIn: 300)
        try add("unknown", expiresIn: nil)
        try add("a", expiresIn: 100)
        try add("b", expiresIn: 200)
        let time = Atomic(0)
        let queue = queue { time.load(ordering: .relaxed) }
        await queue.feed {}
        #expect(try await takeAll(queue) { _ in Self.postponed } == ["a", "b", "c", "unknown"])
        #expect(try await takeAll(queue) { _ in Self.postponed } == [])
        await queue.nextRound()
        #expect(try await takeAll(queue) { _ in Self.postponed } == [])
        time.store(15, ordering: .relaxed)
        await queue.nextRound()
        #expect(try await takeAll(queue) { _ in Self.postponed } == ["a", "b", "c", "unknown"])
        time.store(44, ordering: .relaxed)
        await queue.nextRound()
        #expect(try await takeAll(queue) { _ in Self.postponed } == [])
        #expect(try await queue.hasMore())
        time.store(45, ordering: .relaxed)
        await queue.nextRound()
        #expect(try await takeAll(queue) { _ in Self.postponed } == ["a", "b", "c", "unknown"])
    }

    @Test(
        "what no repetition helps is not handed out again in this run", arguments: [Disposition.refuseContent, .giveUp])
    func never(disposition: Disposition) async throws {
        try add("a")
        let time = Atomic(0)
        let queue = queue { time.load(ordering: .relaxed) }
        await queue.feed {}
        #expect(try await takeAll(queue) { _ in .postponed(Failure("a.b", "c", disposition: disposition)) } == ["a"])
        #expect(try await !queue.hasMore())
        time.store(1_000_000, ordering: .relaxed)
        await queue.nextRound()
        #expect(try await takeAll(queue) { _ in Self.postponed } == [])
        try add("b")
        #expect(try await queue.hasMore())
        #expect(try await takeAll(queue) { _ in Self.postponed } == ["b"])
    }

    @Test("what is under way is not handed out again")
    func underWay() async throws {
        try add("a", expiresIn: 100)
        try add("b", expiresIn: 200)
        let queue = queue()
        await queue.feed {}
        #expect(try await queue.next()?.key.taskID == "a")
        #expect(try await queue.next()?.key.taskID == "b")
        await queue.nextRound()
        #expect(try await queue.next() == nil)
    }

    @Test("names and limit bound what is handed out")
    func bounds() async throws {
        for id in ["a", "b", "c", "d"] { try add(id) }
        let named = queue(only: ["b", "d", "x"])
        await named.feed {}
        #expect(try await takeAll(named) { _ in Self.postponed } == ["b", "d"])
        let limited = queue(limit: 3)
        await limited.feed {}
        #expect(await limited.takesOn)
        #expect(try await takeAll(limited) { _ in Self.postponed } == ["a", "b", "c"])
        #expect(await !limited.takesOn)
        #expect(try await queue(limit: 0).next() == nil)
    }

    @Test("what videos line up for they get in the order of their deadlines, however many takers there are")
    func linedUp() async throws {
        let ids = (0..<30).map { "task-\($0)" }
        for (place, id) in ids.enumerated().shuffled() { try add(id, expiresIn: Double(100 + place)) }
        let queue = queue()
        let numbers = Numbers()
        await queue.feed {}
        let takers = ids.map { _ in
            Task { try await queue.next { numbers.next() } }
        }
        var taken: [Int: String] = [:]
        for taker in takers { if let next = try await taker.value { taken[next.place] = next.video.key.taskID } }
        #expect(taken.sorted { $0.key < $1.key }.map(\.value) == ids)
    }

    @Test("takers beyond the limit are sent home, though nothing is fed any more")
    func manyTakersOfFew() async throws {
        for id in ["a", "b", "c", "d"] { try add(id) }
        let queue = queue(limit: 3)
        await queue.feed {}
        let takers = (0..<20).map { _ in Task { try await queue.next()?.key.taskID } }
        var taken: [String] = []
        for taker in takers { if let id = try await taker.value { taken.append(id) } }
        #expect(taken.sorted() == ["a", "b", "c"])
    }

    @Test("takers that come at once get a video each, also those that come in later, and none is handed out twice")
    func manyTakers() async throws {
        let ids = (0..<40).map { "task-\($0)" }
        let queue = queue()
        let takers = (0..<50).map { _ in Task { try await queue.next()?.key.taskID } }
        for id in ids {
            try add(id)
            await queue.feed()
        }
        await queue.feed {}
        var taken: [String] = []
        for taker in takers { if let id = try await taker.value { taken.append(id) } }
        #expect(taken.sorted() == ids.sorted())
    }

    @Test("while there may be more, a taker waits, and gets what comes")
    func waiting() async throws {
        let queue = queue()
        async let video = queue.next()
        try add("late")
        await queue.feed()
        #expect(try await video?.key.taskID == "late")
    }

    @Test("the end of the feeding, and a stop, send waiting takers home", arguments: [false, true])
    func end(byStop: Bool) async throws {
        let queue = queue()
        let takers = (0..<3).map { _ in Task { try await queue.next() } }
        if byStop { await queue.stop() } else { await queue.feed {} }
        for taker in takers { #expect(try await taker.value == nil) }
        try add("late")
        #expect(try await queue.next()?.key.taskID == (byStop ? nil : "late"))
    }

    @Test(
        "a stop, and the end of the feeding, while the manifest is read send that taker home",
        arguments: [false, true])
    func endWhileReading(byStop: Bool) async throws {
        let queue = queue()
        // Held, so that the reading is under way when the end comes.
        let hold = DispatchSemaphore(value: 0)
        let holding = Task { [manifest] in try await manifest.grouped { () throws(Failure) in hold.wait() } }
        let taker = Task { try await queue.next() }
        while await !queue.isReading { await Task.yield() }
        if byStop { await queue.stop() } else { await queue.feed {} }
        hold.signal()
        try await holding.value
        #expect(try await taker.value == nil)
    }

    @Test("a stop cancels what feeds the queue, also when it came first", arguments: [false, true])
    func feeder(stopsFirst: Bool) async {
        let queue = queue()
        if stopsFirst { await queue.stop() }
        async let isCancelled = queue.feed {
            try? await Task.sleep(for: .seconds(3600))
            return Task.isCancelled
        }
        if !stopsFirst { await queue.stop() }
        #expect(await isCancelled)
    }

    @Test("cancelling the taker's task cancels its work")
    func cancellation() async throws {
        try add("a")
        let queue = queue()
        let video = try #require(try await queue.next())
        let work = Task {
            await queue.work(on: video, progress: RelayProgress()) {
                try? await Task.sleep(for: .seconds(3600))
                return Task.isCancelled ? .cancelled : Self.postponed
            }
        }
        work.cancel()
        #expect(await work.value.isCancelled)
    }

    @Test("an abort ends what is under way, and what was handed out just before it")
    func abort() async throws {
        try add("a")
        let queue = queue()
        let video = try #require(try await queue.next())
        await queue.cancelAll()
        let outcome = await queue.work(on: video, progress: RelayProgress()) {
            try? await Task.sleep(for: .seconds(3600))
            return Task.isCancelled ? .cancelled : Self.postponed
        }
        #expect(outcome.isCancelled)
        #expect(await queue.isStopped)
    }

    @Test(
        "of the uploads under way those end that would not be done in time",
        arguments: [
            // received at the start, now, of the whole; seconds of grace after one second
            (0, 100, 200, 1, false), (0, 100, 201, 1, true), (0, 100, 1000, 9, false), (0, 100, 1001, 9, true),
            (100, 100, 101, 3600, true), (100, 50, 200, 3600, true), (0, 100, nil, 3600, true),
            // All is here, only the answer is missing.
            (200, 200, 200, 1, false),
        ] as [(Int64, Int64, Int64?, Int64, Bool)])
    func rate(before: Int64, received: Int64, total: Int64?, grace: Int64, isCancelled: Bool) async throws {
        try add("a")
        let queue = queue()
        let video = try #require(try await queue.next())
        let progress = RelayProgress()
        if let total { progress.expect(total: total) }
        progress.update(received: received)
        let (ends, end) = AsyncStream<Void>.makeStream()
        let (begins, begin) = AsyncStream<Void>.makeStream()
        async let outcome = queue.work(on: video, progress: progress) {
            begin.finish()
            for await _ in ends {}
            return Task.isCancelled ? .cancelled : Self.postponed
        }
        for await _ in begins {}
        #expect(await queue.receivedBytes() == [video.key: received])
        await queue.cancel(
            ifNotDoneIn: .seconds(grace), bytesAtStart: [video.key: before], elapsed: .seconds(1))
        end.finish()
        #expect(await outcome.isCancelled == isCancelled)
    }
}
