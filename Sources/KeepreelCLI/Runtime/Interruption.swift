import Failures
import Synchronization

/// Work that SIGINT and SIGTERM cancel, so that it ends in a state the next call goes on from. A second signal ends it at
/// once, and so does time where it does not end by itself.
enum Interruption {
    /// - Parameters:
    ///   - end: when the time for it is up; `nil`: never.
    ///   - body: can ask which status it will end with because it is stopped; `nil`: it is not.
    /// - Returns: the status of the work; that of the signal, if one came, or ``ExitStatus/unfinished`` as its time was up.
    static func ending(
        console: Console, until end: ContinuousClock.Instant? = nil,
        _ body: @escaping @Sendable (_ stop: @Sendable () -> ExitStatus?) async throws -> ExitStatus
    ) async throws -> ExitStatus {
        let (result, signalled) = await watching(console, until: end) { first in
            await Result(of: { try await body { first.status } })
        }
        guard let signalled else { return try result.get() }
        // What work that is told to stop fails with is no news.
        return signalled.orGraver((try? result.get()) ?? .done)
    }

    /// Prepares something that takes no harm from being broken off.
    ///
    /// - Throws: what the work throws, or a failure with the status of the signal that came.
    static func preparing<Value: Sendable>(
        console: Console, _ body: @escaping @Sendable () async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let (result, signalled) = await watching(console) { _ in await Result(of: body) }
        guard let signalled else { return try result.get() }
        throw Failure("run.interrupted", "stopped before anything was begun", disposition: .stop(signalled))
    }

    /// - Returns: what the work came to, and the status of the signal that came.
    private static func watching<Value: Sendable>(
        _ console: Console, until end: ContinuousClock.Instant? = nil,
        _ body: @escaping @Sendable (FirstEnd) async -> Value
    ) async -> (Value, ExitStatus?) {
        let watcher = SignalStream()
        defer { withExtendedLifetime(watcher) {} }
        let first = FirstEnd()
        let work = Task { await body(first) }
        let listener = Task { [signals = watcher.signals] in
            for await number in signals {
                let status = ExitStatus(signal: number)
                let isFirst = first.note(status)
                ForcedEnd.schedule(after: isFirst ? ForcedEnd.grace : .zero, status)
                guard isFirst else { continue }
                console.tell("stopping")
                work.cancel()
            }
        }
        let timer = Task {
            guard let end else { return }
            do { try await Task.sleep(until: end) } catch { return }
            guard first.note(.unfinished) else { return }
            ForcedEnd.schedule(after: ForcedEnd.grace, .unfinished)
            work.cancel()
        }
        defer {
            listener.cancel()
            timer.cancel()
        }
        let value = await withTaskCancellationHandler {
            await work.value
        } onCancel: {
            work.cancel()
        }
        return (value, first.status)
    }
}

/// What told the work to end, the first of all that did.
private final class FirstEnd: Sendable {
    private let noted = Mutex<ExitStatus?>(nil)

    var status: ExitStatus? { noted.withLock { $0 } }

    /// - Returns: whether it is the first.
    func note(_ status: ExitStatus) -> Bool {
        noted.withLock { noted in
            defer { noted = noted ?? status }
            return noted == nil
        }
    }
}
