import Synchronization

/// Jobs on their way to the loop's thread.
final class LoopMailbox: Sendable {
    private struct State {
        var jobs: [TransferLoop.Job] = []
        var isStopping = false
        var operations: UInt64 = 0
    }

    private let state = Mutex(State())

    func put(_ job: @escaping TransferLoop.Job) { state.withLock { $0.jobs.append(job) } }

    func take() -> [TransferLoop.Job] {
        state.withLock { state in
            defer { state.jobs.removeAll(keepingCapacity: true) }
            return state.jobs
        }
    }

    func stop() { state.withLock { $0.isStopping = true } }

    var isStopping: Bool { state.withLock { $0.isStopping } }
    var isEmpty: Bool { state.withLock { $0.jobs.isEmpty && !$0.isStopping } }

    func nextOperation() -> UInt64 {
        state.withLock { state in
            state.operations += 1
            return state.operations
        }
    }
}
