import Archiving
import Failures
import FoundationEssentials
import Manifest

/// The hooks of one run, called beside it.
final class HookCalls: Sendable {
    /// Time for calls after the last video; what is left then the next run calls.
    private static let timeAfterwards = Duration.seconds(300)

    private let caller: HookCaller
    private let wakes: AsyncStream<Void>.Continuation
    private let work: Task<Void, Never>

    /// Begins with what an earlier run has left. `nil` without a hook.
    init?(_ context: CommandContext, _ manifest: Manifest) {
        let hooks = context.hooks
        if hooks.isEmpty { return nil }
        let caller = HookCaller(
            manifest: manifest, hooks: hooks, links: context.links, console: context.console,
            isVerbose: context.options.verbose > 0)
        let (stream, wakes) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        work = Task {
            do throws(Failure) {
                try await caller.callAll()
                for await _ in stream { try await caller.callAll() }
                try await caller.callAll()
            } catch {
                caller.console.error(error)
            }
        }
        self.caller = caller
        self.wakes = wakes
    }

    /// Takes note of an event: there may be something to call a hook for.
    func observe(_ event: RunEvent) {
        if case .ended(_, .archived) = event { wakes.yield() }
    }

    /// Calls what is left, after the last event; at most for a while.
    ///
    /// - Parameter now: the service's time.
    func finish(now: Date) async {
        do throws(Failure) {
            try caller.manifest.noteAtRisk(before: now + ArchivalRun.riskTime / .seconds(1))
            wakes.finish()
            let bound = Task { [work] in
                try await Task.sleep(for: Self.timeAfterwards)
                work.cancel()
            }
            await work.value
            bound.cancel()
            let left = try caller.manifest.openNotices(of: Set(caller.hooks.keys))
            if left > 0 {
                caller.console.tell("\(left) \(left == 1 ? "call" : "calls") of hooks left to the next run", .warning)
            }
        } catch {
            wakes.finish()
            stop()
            await work.value
            caller.console.error(error)
        }
    }

    /// Ends what is under way; it is called again by the next run.
    func stop() { work.cancel() }
}
