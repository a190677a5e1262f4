import Failures
import Synchronization

/// Work that SIGINT and SIGTERM cancel, so that it ends in a state the next call goes on from. A second signal ends it at
/// once, and so does time where it does not end by itself.
enum Interruption {
    /// - Parameter end: when the time for it is up; `nil`: never.
    /// - Returns: the status of the work; that of the signal, if one came, or ``ExitStatus/unfinished`` as its time was up.
    static func ending(
        console: Console, until end: ContinuousClock.Instant? = nil,
        _ body: @escaping @Sendable () async throws -> ExitStatus
    ) async throws -> ExitStatus {
        let (result, signalled) = await watching(console, until: end) { await Result(of: body) }
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
        let (result, signalled) = await watching(console) { await Result(of: body) }
        guard let signalled else { return try result.get() }
        throw Failure("run.interrupted", "stopped before anything was begun", disposition: .stop(signalled))
    }

    /// - Returns: what the work came to, and the status of the signal that came.
    private static func watching<Value: Sendable>(
        _ console: Console, until end: ContinuousClock.Instant? = nil, _ body: @escaping @Sendable () async -> Value
    ) async -> (Value, ExitStatus?) {
        let watcher = SignalStream()
        defer { withExtendedLifetime(watcher) {} }
        let work = Task { await body() }
        let first = FirstEnd()
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
