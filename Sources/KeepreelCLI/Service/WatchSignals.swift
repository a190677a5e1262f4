import Failures
import Glibc
import Synchronization

/// What signals ask a service to do, kept until it comes to it: SIGINT and SIGTERM to stop, SIGHUP to read its
/// settings again.
final class WatchSignals: Sendable {
    private struct State {
        var stop: ExitStatus?
        var isReloadDue = false
        var interrupt: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    /// Takes note of a signal, and cuts short what is under way.
    func note(_ number: Int32) {
        let interrupt = state.withLock { state in
            if number == SIGHUP {
                state.isReloadDue = true
            } else {
                state.stop = state.stop ?? ExitStatus(signal: number)
            }
            return state.interrupt
        }
        interrupt?()
    }

    /// The exit status of the signal that asked to stop.
    var stop: ExitStatus? { state.withLock { $0.stop } }

    /// Whether settings shall be read again; asking takes note that they are.
    func takeReload() -> Bool {
        state.withLock { state in
            defer { state.isReloadDue = false }
            return state.isReloadDue
        }
    }

    /// Does something that a signal cuts short, also one that came before.
    func interruptible<Value>(
        by interrupt: @escaping @Sendable () -> Void, _ body: () async throws -> Value
    ) async rethrows -> Value {
        let isDue = state.withLock { state in
            state.interrupt = interrupt
            return state.stop != nil || state.isReloadDue
        }
        if isDue { interrupt() }
        defer { state.withLock { $0.interrupt = nil } }
        return try await body()
    }

    /// Waits, at most until a signal comes.
    func sleep(for time: Duration) async {
        let sleeper = Task { try await Task.sleep(for: time) }
        await interruptible(by: { sleeper.cancel() }) { _ = await sleeper.result }
    }
}
