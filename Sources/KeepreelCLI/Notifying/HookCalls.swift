import Archiving
import Failures
import FoundationEssentials
import Manifest

/// The hooks of one run, called beside it.
final class HookCalls: Sendable {
    /// Time for calls after the last video; what is left then the next run calls.
    private static let timeAfterwards = Duration.seconds(300)
    /// How often it is looked for videos that are at risk.
    private static let riskInterval = Duration.seconds(300)

    private let caller: HookCaller
    private let risk: RiskWatch
    private let wakes: AsyncStream<Void>.Continuation
    private let work: Task<Void, Never>
    private let looking: Task<Void, any Error>

    /// Begins with what an earlier run has left. `nil` without a hook.
    ///
    /// - Parameter now: the service's time.
    init?(_ context: CommandContext, _ manifest: Manifest, now: @escaping @Sendable () -> Date) {
        let hooks = context.hooks
        if hooks.isEmpty { return nil }
        let caller = HookCaller(
            manifest: manifest, hooks: hooks, links: context.links, console: context.console,
            isVerbose: context.options.verbose > 0)
        let (stream, wakes) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let risk = RiskWatch(manifest: manifest, now: now)
        // What keeps it from looking is told at the end, where it looks again.
        looking = Task { try await risk.look(every: Self.riskInterval) { wakes.yield() } }
        work = Task {
            var patience = HookPatience()
            do throws(Failure) {
                try await caller.callAll(&patience)
                for await _ in stream { try await caller.callAll(&patience) }
                try await caller.callAll(&patience)
            } catch {
                caller.console.error(error)
            }
        }
        self.caller = caller
        self.risk = risk
        self.wakes = wakes
    }

    /// Takes note of an event: there may be something to call a hook for.
    func observe(_ event: RunEvent) {
        if case .ended(_, .archived) = event { wakes.yield() }
    }

    /// Calls what is left, after the last event; at most for a while.
    func finish() async {
        looking.cancel()
        do throws(Failure) {
            try risk.look()
            wakes.finish()
            let bound = Task { [work] in
                try await Task.sleep(for: Self.timeAfterwards)
                work.cancel()
            }
            await work.value
            bound.cancel()
            let left = try caller.manifest.openNotices(of: Set(caller.hooks.keys))
            if left > 0 {
                caller.console.tell("\(HumanText.counted(left, "call")) of hooks left to the next run", .warning)
            }
        } catch {
            wakes.finish()
            stop()
            await work.value
            caller.console.error(error)
        }
    }

    /// Ends what is under way; it is called again by the next run.
    func stop() {
        looking.cancel()
        work.cancel()
    }
}
