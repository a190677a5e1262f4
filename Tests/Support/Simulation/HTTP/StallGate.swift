import Synchronization

/// Where stalled bodies wait. A release lets go all that wait at that moment.
final class StallGate: Sendable {
    private struct State {
        var waiting: [Int: CheckedContinuation<Void, any Error>] = [:]
        var nextID = 0
        /// Waits that were canceled before their continuation was there.
        var canceled: Set<Int> = []
    }

    private let state = Mutex(State())

    /// Waits for the next release.
    func wait() async throws {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let canceled = state.withLock { state in
                    guard state.canceled.remove(id) == nil else { return true }
                    state.waiting[id] = continuation
                    return false
                }
                if canceled { continuation.resume(throwing: CancellationError()) }
            }
        } onCancel: {
            let continuation = state.withLock { state in
                guard let continuation = state.waiting.removeValue(forKey: id) else {
                    state.canceled.insert(id)
                    return nil as CheckedContinuation<Void, any Error>?
                }
                return continuation
            }
            continuation?.resume(throwing: CancellationError())
        }
    }

    /// Lets everything go on that waits now.
    func release() {
        let waiting = state.withLock { state in
            defer { state.waiting = [:] }
            return state.waiting.values.map { $0 }
        }
        for continuation in waiting { continuation.resume() }
    }

    /// How many bodies wait.
    var waitingCount: Int { state.withLock { $0.waiting.count } }
}
