import Failures
public import FoundationEssentials
public import HTTPTransport
public import Manifest
public import ModelStudio
public import ObjectStorage
public import Settings

/// One archival pass: discover, query, archive, report.
public final class ArchivalRun: Sendable {
    /// What a run works with.
    public struct Tools: Sendable {
        /// The durable record.
        public var manifest: Manifest
        /// Moves the bytes.
        public var http: HTTPClient
        /// Answers for tasks.
        public var studio: ModelStudioClient
        /// Takes the videos.
        public var bucket: S3Bucket
        /// Forms permanent URLs.
        public var links: LinkRule
        /// Fields and key template of objects.
        public var storage: Settings.Storage
        /// Prefix of every key.
        public var prefix: String
        /// Region the tasks belong to, as recorded for discovered ones.
        public var region: String
        /// The clock.
        public var now: @Sendable () -> Date

        /// The tools of one run; each property says what it is for.
        public init(
            manifest: Manifest, http: HTTPClient, studio: ModelStudioClient, bucket: S3Bucket, links: LinkRule,
            storage: Settings.Storage, prefix: String, region: String, now: @escaping @Sendable () -> Date
        ) {
            self.manifest = manifest
            self.http = http
            self.studio = studio
            self.bucket = bucket
            self.links = links
            self.storage = storage
            self.prefix = prefix
            self.region = region
            self.now = now
        }
    }

    private let tools: Tools
    private let options: RunOptions
    private let transfer: TransferOptions
    private let observer: @Sendable (RunEvent) -> Void
    private let queue: WorkQueue

    /// - Parameter observer: is told what happens, from several threads; must not block for long.
    public init(
        _ tools: Tools, options: RunOptions, transfer: TransferOptions, observer: @escaping @Sendable (RunEvent) -> Void
    ) {
        self.tools = tools
        self.options = options
        self.transfer = transfer
        self.observer = observer
        queue = WorkQueue(
            manifest: tools.manifest, only: options.only, limit: options.isDryRun ? 0 : options.limit)
    }

    /// Does the work and says what came of it. A failure of the manifest ends it early, with its status in the summary.
    public func run() async -> RunSummary {
        let begin = ContinuousClock.now
        var tally = RunTally()
        await withTaskGroup(of: RunTally.self) { group in
            group.addTask { await self.queue.feed { await self.follow() } }
            for _ in 0..<transfer.concurrency { group.addTask { await self.archive() } }
            for await part in group { tally.add(part) }
        }
        do throws(Failure) {
            if options.isDryRun { try listWhatWouldBeDone() }
            try report(&tally)
        } catch {
            note(error, &tally)
        }
        tally.summary.seconds = (ContinuousClock.now - begin).inSeconds
        return tally.finished(isDryRun: options.isDryRun)
    }

    /// Takes no new work, lets uploads end that will be done within `grace`, and cancels the others.
    ///
    /// - Parameter grace: time for uploads that are nearly finished.
    public func stop(grace: Duration) async {
        await queue.stop()
        // Half a second shows the rate each upload runs at.
        let sample = min(.milliseconds(500), grace)
        let before = await queue.receivedBytes()
        try? await Task.sleep(for: sample)
        await queue.cancel(ifNotDoneIn: grace - sample, bytesAtStart: before, elapsed: sample)
        try? await Task.sleep(for: grace - sample)
        await queue.cancelAll()
    }

    /// Cancels everything at once.
    public func abort() async { await queue.cancelAll() }

    // MARK: - Following tasks

    private func follow() async -> RunTally {
        var tally = RunTally()
        let follower = TaskFollower(
            manifest: tools.manifest, studio: tools.studio, queue: queue, observer: observer, now: tools.now)
        do throws(Failure) {
            while true {
                // What failed in a round before is asked again in this one.
                tally.status = .done
                if let scope = options.discovery { await discover(scope, &tally) }
                let round = try await follower.askAll(only: options.only)
                tally.summary.queried += round.queried
                if round.unanswered > 0 { tally.status = tally.status.orGraver(.unfinished) }
                if let stop = round.stop {
                    note(stop, &tally)
                    break
                }
                guard let interval = options.watch, try await isWorthWaiting() else { break }
                do { try await Task.sleep(for: interval) } catch { break }
                await queue.nextRound()
            }
        } catch {
            note(error, &tally)
        }
        return tally
    }

    private func isWorthWaiting() async throws(Failure) -> Bool {
        guard await queue.takesOn else { return false }
        let left = try scopeCounts()
        return left.waiting + left.unarchived > 0
    }

    /// That the list cannot be read does not keep known tasks from being followed.
    private func discover(_ scope: Discovery.Scope, _ tally: inout RunTally) async {
        let discovery = Discovery(
            manifest: tools.manifest, studio: tools.studio, scope: scope, region: tools.region, now: tools.now)
        do throws(Failure) {
            let added = try await discovery.discover()
            tally.summary.discovered += added
            if added > 0 { observer(.discovered(added)) }
        } catch {
            if !Task.isCancelled { note(error, &tally) }
        }
    }

    // MARK: - Archiving

    private func archive() async -> RunTally {
        var tally = RunTally()
        let archiver = VideoArchiver(
            manifest: tools.manifest, http: tools.http, bucket: tools.bucket,
            objects: ObjectPlan(storage: tools.storage, prefix: tools.prefix), links: tools.links,
            renewal: SourceRenewal(manifest: tools.manifest, studio: tools.studio, now: tools.now), options: transfer,
            now: tools.now)
        do throws(Failure) {
            while let video = try await queue.next() {
                let progress = RelayProgress()
                observer(.began(video.key, progress, deadline: video.expiresAt))
                let outcome = await queue.work(on: video, progress: progress) {
                    await archiver.archive(video, progress: progress)
                }
                observer(.ended(video.key, outcome))
                switch outcome {
                case .archived(let bytes, _):
                    tally.summary.archived += 1
                    tally.summary.bytes += bytes
                case .stopped(let failure):
                    note(failure, &tally)
                    await queue.stop()
                case .postponed(let failure):
                    // What is left at the end counts there; a service that refuses counts here.
                    let status = failure.exitStatus
                    if status != .unfinished { tally.status = tally.status.orGraver(status) }
                case .lost, .cancelled: break
                }
            }
        } catch {
            note(error, &tally)
            await queue.stop()
        }
        return tally
    }

    // MARK: - Reporting

    private func listWhatWouldBeDone() throws(Failure) {
        var left = options.limit ?? .max
        let filter = EntryFilter(states: [.pending, .archiving], taskIDs: options.only.map(Array.init))
        do {
            try tools.manifest.forEachEntry(filter) { _, video in
                guard left > 0 else { throw LimitReached() }
                left -= 1
                observer(.wouldArchive(video))
            }
        } catch let failure as Failure {
            throw failure
        } catch {
            // The limit ended the listing.
        }
    }

    private struct LimitReached: Error {}

    /// Tells each failed task and each lost video once, and counts what is left. What a dry run tells, the next real
    /// one tells again.
    private func report(_ tally: inout RunTally) throws(Failure) {
        let manifest = tools.manifest
        while true {
            let failures = try manifest.unreportedFailures(limit: 100)
            let losses = try manifest.unreportedLosses(limit: 100)
            if failures.isEmpty, losses.isEmpty { break }
            for task in failures { observer(.taskFailed(task)) }
            for video in losses { observer(.lost(video)) }
            tally.summary.failed += failures.count
            tally.summary.lost += losses.count
            if options.isDryRun { break }
            try manifest.markReported(failures: failures.map(\.taskID), losses: losses.map(\.key), at: tools.now())
        }
        let left = try scopeCounts()
        tally.summary.pending = left.waiting
        tally.summary.deferred = left.unarchived
    }

    private func scopeCounts() throws(Failure) -> (waiting: Int, unarchived: Int) {
        guard let only = options.only else {
            let counts = try tools.manifest.counts()
            return (counts[.waiting], counts[.pending] + counts[.archiving])
        }
        var (waiting, unarchived) = (0, 0)
        for taskID in only {
            for video in try tools.manifest.videos(of: taskID) {
                switch video.state {
                case .waiting: waiting += 1
                case .pending, .archiving: unarchived += 1
                case .archived, .lost, .none: break
                }
            }
        }
        return (waiting, unarchived)
    }

    private func note(_ failure: Failure, _ tally: inout RunTally) {
        observer(.problem(failure))
        tally.status = tally.status.orGraver(failure.exitStatus)
    }
}
