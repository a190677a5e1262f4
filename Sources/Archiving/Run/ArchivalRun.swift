import Failures
import FoundationEssentials
import HTTPTransport
import Manifest

/// One archival pass: discover, query, archive, report.
public final class ArchivalRun: Sendable {
    let tools: Tools
    let options: RunOptions
    private let transfer: TransferOptions
    /// Streams that go through memory at once, each with the memory of one part.
    private let buffers = Permits(2)
    private let relays: Permits
    /// Videos that are moved at once.
    private let slots: Permits
    let observer: @Sendable (RunEvent) -> Void
    private let queue: WorkQueue

    /// - Parameter observer: is told what happens, from several threads; must not block for long.
    public init(
        _ tools: Tools, options: RunOptions, transfer: TransferOptions, observer: @escaping @Sendable (RunEvent) -> Void
    ) {
        self.tools = tools
        self.options = options
        self.transfer = transfer
        self.observer = observer
        relays = Permits(transfer.relays)
        slots = Permits(transfer.concurrency)
        queue = WorkQueue(
            manifest: tools.manifest, only: options.only, limit: options.isDryRun ? 0 : options.limit,
            clock: transfer.clock)
    }

    /// Does the work and says what came of it. A failure of the manifest ends it early, with its status in the summary.
    public func run() async -> RunSummary {
        let begin = ContinuousClock.now
        var tally = RunTally()
        await withTaskGroup(of: RunTally.self) { group in
            group.addTask { await self.queue.feed { await self.follow() } }
            for _ in 0..<transfer.concurrency + Self.aside { group.addTask { await self.archive() } }
            for await part in group { tally.add(part) }
        }
        do throws(Failure) {
            if options.isDryRun {
                try listWhatWouldBeDone()
            } else {
                try await queue.tidy { () throws(Failure) in try await self.sweep(self.archiver) }
            }
            try report(&tally)
            tally.summary.untried = max(0, tally.summary.deferred - (await queue.failed))
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

    /// Takes no new work, and lets end what is under way.
    public func finish() async { await queue.stop() }

    /// Cancels everything at once.
    public func abort() async { await queue.cancelAll() }

    // MARK: - Following tasks

    private func follow() async -> RunTally {
        var tally = RunTally()
        let follower = TaskFollower(
            manifest: tools.manifest, studio: tools.studio, queue: queue, region: tools.region, observer: observer,
            now: tools.now)
        var warning = ClockWarning()
        var regions: Set<String> = []
        do throws(Failure) {
            while true {
                // What failed in a round before is asked again in this one.
                tally.status = .done
                var round = TaskFollower.Round()
                if options.discovery != nil { try await follower.askFirst(&round) }
                if round.stop == nil {
                    let findings = await discover(askedFirst: round.askedFirst, &tally)
                    try await follower.askAll(
                        only: options.only, notListedIn: findings.round, ended: findings.ended, &round)
                }
                tally.summary.queried += round.queried
                if round.unanswered > 0 { tally.status = tally.status.orGraver(.unfinished) }
                let offset = tools.clockOffset()
                if warning.isDue(offset: offset) { observer(.clockIsOff(offset)) }
                // By the service's time, which the answers have taught.
                try tellOfOtherRegions(&regions, &tally)
                if let stop = round.stop {
                    note(stop, &tally)
                    break
                }
                guard let interval = options.watch, try await isWorthWaiting() else { break }
                observer(.resting(interval))
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
        if try await queue.hasMore() { return true }
        return try hasTasksToFollow()
    }

    /// That the list cannot be read does not keep known tasks from being followed.
    ///
    /// - Parameter askedFirst: tasks that were asked for just before.
    private func discover(askedFirst: Set<String>, _ tally: inout RunTally) async -> Discovery.Findings {
        guard let scope = options.discovery else { return Discovery.Findings() }
        let discovery = Discovery(
            manifest: tools.manifest, studio: tools.studio, scope: scope, region: tools.region, now: tools.now,
            askedFirst: askedFirst)
        let findings = await discovery.discover()
        tally.summary.discovered += findings.added
        if findings.added > 0 { observer(.discovered(findings.added)) }
        if let problem = findings.problem, !Task.isCancelled { note(problem, &tally) }
        return findings
    }

    // MARK: - Archiving

    /// Videos that wait for their turn, for the storage's answer or for the disk, beside those that are moved.
    private static let aside = 16

    private var archiver: VideoArchiver {
        VideoArchiver(
            manifest: tools.manifest, http: tools.http, bucket: tools.bucket,
            objects: ObjectPlan(storage: tools.storage, prefix: tools.prefix), links: tools.links,
            renewal: SourceRenewal(
                manifest: tools.manifest, studio: tools.studio, region: tools.region, now: tools.now),
            options: transfer, now: tools.now, observer: observer, relays: relays, buffers: buffers)
    }

    private func archive() async -> RunTally {
        var tally = RunTally()
        let archiver = archiver
        do throws(Failure) {
            while let (video, place) = try await queue.next(slots.lineUp) {
                tally.summary.begun += 1
                let progress = RelayProgress()
                let outcome = await queue.work(on: video, progress: progress) { [queue, observer] in
                    guard let slot = try? await place.permit() else { return .cancelled }
                    defer { slot.release() }
                    // A run that is stopped begins with nothing that waited for its turn.
                    if await queue.isStopped { return .cancelled }
                    observer(.began(video.key, progress, deadline: video.video.expiresAt))
                    let outcome = await archiver.archive(video, in: slot, progress: progress)
                    if case .stopped = outcome { await queue.stop() }
                    observer(.ended(video.key, outcome))
                    return outcome
                }
                switch outcome {
                case .archived(let bytes, _):
                    tally.summary.archived += 1
                    tally.summary.bytes += bytes
                case .stopped(let failure): note(failure, of: video.key, &tally)
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

    private func note(_ failure: Failure, of key: VideoKey? = nil, _ tally: inout RunTally) {
        observer(.problem(failure, key))
        tally.status = tally.status.orGraver(failure.exitStatus)
    }
}
