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
            state.jobs.append(job)
            waker.wake()
        }
    }

    func take() -> [TransferLoop.Job] {
        state.withLock { state in
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

    var isStopping: Bool { state.withLock { $0.isStopping } }
    var isEmpty: Bool { state.withLock { $0.jobs.isEmpty && !$0.isStopping } }

    func nextOperation() -> UInt64 {
        state.withLock { state in
            state.operations += 1
            return state.operations
        }
    }
}
