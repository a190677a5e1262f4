import Archiving
import Failures

/// Lets a run end early: by SIGINT or SIGTERM, or because its time is up. A second signal stops at once.
struct RunSupervisor {
    let run: ArchivalRun
    /// What is called beside it.
    let hooks: HookCalls?
    /// Who is told of it.
    let pings: RunPings
    let console: Console
    /// What may end it before everything is done.
    let bounds: RunBounds

    private enum Event: Sendable {
        case finished(RunSummary)
        case signalled(ExitStatus)
        case timeUp
        case quiet
    }

    /// - Parameter end: when its time is up; `nil`: never.
    /// - Returns: the summary; its status takes account of what stopped the run.
    func supervise(until end: ContinuousClock.Instant?, display: RunDisplay) async -> RunSummary {
        let watcher = SignalStream()
        defer { withExtendedLifetime(watcher) {} }
        let signals = watcher.signals
        return await withTaskGroup(of: Event.self) { group in
            group.addTask {
                let summary = await run.run()
                await hooks?.finish()
                return .finished(summary)
            }
            group.addTask { await stopOnSignal(signals) }
            group.addTask {
                await display.draw()
                return .quiet
            }
            if let end { group.addTask { await stop(at: end) } }
            var summary = RunSummary()
            var signalled: ExitStatus?
            var isTimeUp = false
            for await event in group {
                switch event {
                case .finished(let result):
                    summary = result
                    group.cancelAll()
                case .signalled(let status): signalled = status
                case .timeUp: isTimeUp = true
                case .quiet: break
                }
            }
            summary.status = Self.status(of: summary, signalled: signalled, isTimeUp: isTimeUp)
            // An exit code that says so needs a word of why, also from a quiet run.
            if signalled == nil, let text = bounds.remainder(of: summary, isTimeUp: isTimeUp) { console.tell(text) }
            return summary
        }
    }

    /// A signal outranks everything but a bug; time that is up only matters where something is left to do.
    private static func status(of summary: RunSummary, signalled: ExitStatus?, isTimeUp: Bool) -> ExitStatus {
        if let signalled { return summary.status == .bug ? .bug : signalled }
        let isLeft = summary.deferred + summary.pending > 0
        return isTimeUp && isLeft ? summary.status.orGraver(.unfinished) : summary.status
    }

    private func stopOnSignal(_ signals: AsyncStream<Int32>) async -> Event {
        var first: Int32?
        var stopping: Task<Void, Never>?
        for await number in signals {
            let status = ExitStatus(signal: number)
            guard first == nil else {
                ForcedEnd.schedule(after: ForcedEnd.haste, status)
                await run.abort()
                break
            }
            first = number
            stopCompanions()
            ForcedEnd.schedule(after: ForcedEnd.grace + ForcedEnd.windUp, status)
            console.tell("stopping; uploads that are nearly done may end. Once more stops at once.")
            stopping = Task { await run.stop(grace: ForcedEnd.grace) }
        }
        stopping?.cancel()
        return first.map { .signalled(ExitStatus(signal: $0)) } ?? .quiet
    }

    private func stopCompanions() {
        hooks?.stop()
        pings.hurry()
    }

    private func stop(at end: ContinuousClock.Instant) async -> Event {
        do { try await Task.sleep(until: end) } catch { return .quiet }
        ForcedEnd.schedule(after: ForcedEnd.grace + ForcedEnd.windUp, .unfinished)
        stopCompanions()
        await run.stop(grace: ForcedEnd.grace)
        return .timeUp
    }
}
