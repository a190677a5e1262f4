import Failures
import FoundationEssentials
import HTTPTransport
import Manifest

/// Hands out the videos of a run, the soonest deadline first, and knows which are under way. The manifest is the
/// queue, so that memory does not depend on how many there are.
actor WorkQueue {
    private struct UnderWay {
        var task: Task<VideoOutcome, Never>
        var progress: RelayProgress
    }

    /// A video that was postponed in this run.
    private struct Postponed {
        var times = 0
        /// `nil`: not in this run.
        var notBefore: ContinuousClock.Instant?
    }

    private let manifest: Manifest
    private let only: Set<String>?
    private let clock: @Sendable () -> ContinuousClock.Instant
    private var budget: Int
    /// Read from the manifest for takers that are about to come for them.
    private var ready: ArraySlice<QueuedVideo> = []
    private(set) var isReading = false
    /// Counts what may have changed the answer to a reading that is under way.
    private var changes = 0
    private var claimed: Set<VideoKey> = []
    /// What is not handed out: the claimed ones, and those that are left to the next round or run.
    private var excluded: Set<VideoKey> = []
    private var postponed: [VideoKey: Postponed] = [:]
    private var underWay: [VideoKey: UnderWay] = [:]
    private var feeder: (@Sendable () -> Void)?
    private var isFed = false
    private(set) var isStopped = false
    private var isAborted = false
    private var tidying: (@Sendable () -> Void)?
    private var waiters: [CheckedContinuation<Void, Never>] = []

    /// - Parameters:
    ///   - limit: at most so many videos are handed out; `nil` for all.
    ///   - clock: measures how long a postponed video waits.
    init(
        manifest: Manifest, only: Set<String>?, limit: Int?,
        clock: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.manifest = manifest
        self.only = only
        self.clock = clock
        budget = limit ?? .max
    }

    /// The next video, as soon as there is one; `nil` when there will be none any more.
    ///
    /// - Parameter lineUp: takes what the video needs in its turn: it is called for one video after the other, as they
    ///   are handed out.
    func next<Place: Sendable>(
        _ lineUp: @Sendable () -> Place
    ) async throws(Failure) -> (video: QueuedVideo, place: Place)? {
        while !isStopped {
            if let video = ready.popFirst() { return (video, lineUp()) }
            guard budget > 0 else { return end() }
            if isReading {
                await wait()
                continue
            }
            let seen = changes
            // One reading for all who wait: the manifest is one file, and busy with what is written.
            let isNone = try await read(atMost: min(budget, waiters.count + 1)) == 0
            if isNone, seen == changes {
                if isFed { return end() }
                await wait()
            }
        }
        return nil
    }

    /// The others who wait are to see it as well.
    private func end<Video>() -> Video? {
        wake()
        return nil
    }

    /// - Returns: how many were found.
    private func read(atMost limit: Int) async throws(Failure) -> Int {
        isReading = true
        let (excluded, only, manifest) = (excluded, only, manifest)
        let found = await Result(of: { () async throws(Failure) in
            try await manifest.grouped { () throws(Failure) in
                try manifest.nextVideos(excluding: excluded, only: only, limit: limit)
            }
        })
        isReading = false
        if case .failure = found { wake() }
        let videos = try found.get()
        let keys = videos.map(\.key)
        claimed.formUnion(keys)
        self.excluded.formUnion(keys)
        budget -= videos.count
        ready.append(contentsOf: videos)
        // The reader takes one itself, so that the last of these finds none and reads for those who came meanwhile.
        for _ in videos { waiters.popLast()?.resume() }
        return videos.count
    }

    private func wait() async { await withCheckedContinuation { waiters.append($0) } }

    /// Runs the work on a claimed video so that it can be cancelled alone.
    func work(
        on video: QueuedVideo, progress: RelayProgress,
        _ body: @escaping @Sendable () async -> VideoOutcome
    ) async -> VideoOutcome {
        let task = Task { await body() }
        underWay[video.key] = UnderWay(task: task, progress: progress)
        // It may have been handed out just before everything was ended.
        if isAborted { task.cancel() }
        let outcome = await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
        underWay[video.key] = nil
        claimed.remove(video.key)
        switch outcome {
        // Their state takes them out of the manifest's queue.
        case .archived, .lost:
            excluded.remove(video.key)
            postponed[video.key] = nil
        case .postponed(let failure): postpone(video.key, failure.disposition)
        case .stopped, .cancelled: break
        }
        return outcome
    }

    private func postpone(_ key: VideoKey, _ disposition: Disposition) {
        var entry = postponed[key] ?? Postponed()
        entry.times += 1
        switch SecondChance(after: disposition, postponements: entry.times) {
        case .after(let wait): entry.notBefore = clock() + wait
        case .never: entry.notBefore = nil
        }
        postponed[key] = entry
    }

    /// There may be new videos in the manifest.
    func feed() {
        changes += 1
        // One of them reads for all.
        if !isReading { waiters.popLast()?.resume() }
    }

    /// Runs what brings new videos; nothing new comes after it. It is cancelled when the queue stops.
    func feed<Value: Sendable>(by body: @escaping @Sendable () async -> Value) async -> Value {
        let task = Task { await body() }
        feeder = { task.cancel() }
        if isStopped { task.cancel() }
        let value = await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
        isFed = true
        wake()
        return value
    }

    /// Runs what tidies up after the last video. It is cancelled when everything is ended at once.
    func tidy(by body: @escaping @Sendable () async throws(Failure) -> Void) async throws(Failure) {
        let task = Task { await Result(of: body) }
        tidying = { task.cancel() }
        if isAborted { task.cancel() }
        let result = await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
        try result.get()
    }

    /// What failed in this round may be tried again, unless it has to wait longer.
    func nextRound() {
        let now = clock()
        let waiting = postponed.filter { $0.value.notBefore.map { $0 > now } ?? true }
        excluded = claimed.union(waiting.keys)
        wake()
    }

    /// Whether there is a video that is under way, or may still be handed out in this run.
    func hasMore() throws(Failure) -> Bool {
        let never = postponed.filter { $0.value.notBefore == nil }
        return try !manifest.nextVideos(excluding: Set(never.keys), only: only, limit: 1).isEmpty
    }

    /// How many videos were tried in this run and are left because they failed.
    var failed: Int { postponed.count }

    /// Whether another video would be handed out, if there is one.
    var takesOn: Bool { !isStopped && budget > 0 }

    /// No new work; what is under way goes on.
    func stop() {
        isStopped = true
        feeder?()
        wake()
    }

    /// Ends what is under way and, at its present rate since `start`, would not be done in time. An upload whose bytes
    /// are all here only awaits its answer, and goes on.
    func cancel(ifNotDoneIn grace: Duration, bytesAtStart: [VideoKey: Int64], elapsed: Duration) {
        for (key, work) in underWay {
            let moved = work.progress.received - (bytesAtStart[key] ?? 0)
            let missing = (work.progress.total ?? .max) - work.progress.received
            if missing <= 0 { continue }
            let rate = Double(moved) / max(elapsed.inSeconds, 0.001)
            if rate <= 0 || Double(missing) / rate > grace.inSeconds { work.task.cancel() }
        }
    }

    /// Bytes each video under way has received.
    func receivedBytes() -> [VideoKey: Int64] { underWay.mapValues { $0.progress.received } }

    /// Ends everything at once.
    func cancelAll() {
        stop()
        isAborted = true
        for work in underWay.values { work.task.cancel() }
        tidying?()
    }

    private func wake() {
        changes += 1
        let resumed = waiters
        waiters = []
        for waiter in resumed { waiter.resume() }
    }
}

extension Duration {
    /// Seconds with fraction.
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
