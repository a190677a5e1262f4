import Synchronization

/// Jobs on their way to the loop's thread, from any other.
final class LoopMailbox: Sendable {
    private struct State {
        var jobs: [TransferLoop.Job] = []
        var isStopping = false
        var operations: UInt64 = 0
    }

    private let state = Mutex(State())
    private let waker: SocketWatch.Waker

    init(waker: SocketWatch.Waker) { self.waker = waker }

    /// Hands over a job. A loop that is stopping takes none.
    func put(_ job: @escaping TransferLoop.Job) {
        state.withLock { state in
            guard !state.isStopping else { return }
            // Earlier ones have woken the loop already.
            if state.jobs.isEmpty { waker.wake() }
            state.jobs.append(job)
        }
    }

    /// What has come since; `nil` when the loop is to stop.
    func take() -> [TransferLoop.Job]? {
        state.withLock { state in
            guard !state.isStopping else { return nil }
            guard !state.jobs.isEmpty else { return [] }
            defer { state.jobs.removeAll(keepingCapacity: true) }
            return state.jobs
        }
    }

    /// The loop frees what the waker points to once it has seen that it is to stop, so waking is part of saying it.
    func stop() {
        state.withLock { state in
            state.isStopping = true
            waker.wake()
        }
    }

    func nextOperation() -> UInt64 {
        state.withLock { state in
            state.operations += 1
            return state.operations
        }
    }
}
