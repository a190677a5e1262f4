import Failures
import Synchronization

/// So many may go on at once; the others wait in the order they came.
final class Permits: Sendable {
    private typealias Waiter = (id: UInt64, continuation: CheckedContinuation<Failure?, Never>)

    private struct State {
        var free: Int
        var waiters: [Waiter] = []
        var nextWaiter: UInt64 = 0
        /// Why nobody gets one any more.
        var closed: Failure?

        /// Grants one, or says why not; `nil` where it has to be waited for.
        mutating func decide() -> Result<Void, Failure>? {
            // Cancelling sets the flag before it looks for the waiter, so one of the two sees the other.
            if Task.isCancelled { return .failure(VideoArchiver.stopped) }
            if let closed { return .failure(closed) }
            guard free > 0 else { return nil }
            free -= 1
            return .success(())
        }
    }

    private let state: Mutex<State>

    /// - Parameter count: 0 or more.
    init(_ count: Int) { state = Mutex(State(free: count)) }

    /// How many wait.
    var waiting: Int { state.withLock { $0.waiters.count } }

    /// Waits for a permit.
    ///
    /// - Throws: ``VideoArchiver/stopped`` when the task is cancelled, or what ``close(_:)`` was told.
    func acquire() async throws(Failure) -> Permit {
        try await wait()
        return Permit(of: self)
    }

    fileprivate func wait() async throws(Failure) {
        let id = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        let refusal = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let decision = state.withLock { state in
                    let decision = state.decide()
                    if decision == nil { state.waiters.append((id, continuation)) }
                    return decision
                }
                switch decision {
                case .success: continuation.resume(returning: nil)
                case .failure(let refusal): continuation.resume(returning: refusal)
                case nil: break
                }
            }
        } onCancel: {
            cancel(id)
        }
        if let refusal { throw refusal }
    }

    /// A free permit, if there is one.
    func take() -> Permit? {
        guard case .success = state.withLock({ $0.decide() }) else { return nil }
        return Permit(of: self)
    }

    /// Nobody gets a permit any more.
    ///
    /// - Parameter failure: why; the first one counts.
    func close(_ failure: Failure) {
        let waiters = state.withLock { state in
            state.closed = state.closed ?? failure
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.continuation.resume(returning: failure) }
    }

    /// Gives a permit to whoever waits longest.
    fileprivate func putBack() {
        let next = state.withLock { state -> Waiter? in
            if !state.waiters.isEmpty { return state.waiters.removeFirst() }
            state.free += 1
            return nil
        }
        next?.continuation.resume(returning: nil)
    }

    private func cancel(_ id: UInt64) {
        let waiter = state.withLock { state -> Waiter? in
            guard let place = state.waiters.firstIndex(where: { $0.id == id }) else { return nil }
            return state.waiters.remove(at: place)
        }
        waiter?.continuation.resume(returning: VideoArchiver.stopped)
    }
}

/// One of ``Permits``, in use until it is released.
final class Permit: Sendable {
    private let permits: Permits
    private let inUse = Atomic(true)

    fileprivate init(of permits: Permits) { self.permits = permits }

    /// Whether it was not released yet.
    var isInUse: Bool { inUse.load(ordering: .relaxed) }

    /// Waits for it once more, if it was released. By one task alone, that which uses it.
    ///
    /// - Throws: as ``Permits/acquire()``.
    func renew() async throws(Failure) {
        if isInUse { return }
        try await permits.wait()
        inUse.store(true, ordering: .relaxed)
    }

    /// Gives it back; only the first time counts.
    func release() {
        if inUse.exchange(false, ordering: .relaxed) { permits.putBack() }
    }
}
