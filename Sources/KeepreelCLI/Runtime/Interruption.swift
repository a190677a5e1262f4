import Failures
import Glibc

/// Work that SIGINT and SIGTERM cancel, so that it ends in a state the next call goes on from.
enum Interruption {
    private enum Event: Sendable {
        case finished(ExitStatus)
        case signalled(ExitStatus)
        case quiet
    }

    /// - Returns: the status of the work; that of the signal, if one came.
    static func ending(
        console: Console, _ body: @escaping @Sendable () async throws -> ExitStatus
    ) async throws -> ExitStatus {
        let watcher = SignalStream()
        defer { withExtendedLifetime(watcher) {} }
        let signals = watcher.signals
        return try await withThrowingTaskGroup(of: Event.self) { group in
            group.addTask { .finished(try await body()) }
            group.addTask {
                for await number in signals {
                    return .signalled(number == SIGINT ? .interrupted : .terminated)
                }
                return .quiet
            }
            var signalled: ExitStatus?
            while let event = try await nextEvent(of: &group, isSignalled: signalled != nil) {
                switch event {
                case .finished(let status):
                    group.cancelAll()
                    return signalled.map { status.orGraver($0) } ?? status
                case .signalled(let status):
                    signalled = status
                    console.line("keepreel: stopping")
                    group.cancelAll()
                case .quiet: break
                }
            }
            return signalled ?? .done
        }
    }

    /// What work that is told to stop fails with is no news.
    private static func nextEvent(
        of group: inout ThrowingTaskGroup<Event, any Error>, isSignalled: Bool
    ) async throws -> Event? {
        do { return try await group.next() } catch {
            if isSignalled { return .finished(.done) }
            throw error
        }
    }
}
