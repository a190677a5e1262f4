import Failures
import Synchronization

/// So many may go on at once; the others wait in the order they lined up.
final class Permits: Sendable {
    private struct Waiter {
        let id: UInt64
        /// `nil`: it has lined up, and does not wait yet.
        var continuation: CheckedContinuation<Failure?, Never>?
        /// Its permit is kept for it until it comes.
        var isGranted = false
    }

    private struct State {
        var free: Int
        var line: [Waiter] = []
        var lastWaiter: UInt64 = 0
        /// Why nobody gets one any more.
        var closed: Failure?

        mutating func lineUp() -> UInt64 {
            lastWaiter += 1
            line.append(Waiter(id: lastWaiter))
            return lastWaiter
        }

        /// Whose turn it is: those who wait for it already leave the line.
        mutating func grant() -> [CheckedContinuation<Failure?, Never>] {
            var granted: [CheckedContinuation<Failure?, Never>] = []
            while free > 0, let index = line.firstIndex(where: { !$0.isGranted }) {
                free -= 1
                if let continuation = line[index].continuation {
                    granted.append(continuation)
                    line.remove(at: index)
                } else {
                    line[index].isGranted = true
                }
            }
            return granted
        }

        /// What a waiter that has come hears; `nil` where it has to wait.
        mutating func answer(_ id: UInt64) -> Result<Void, Failure>? {
            // Cancelling sets the flag before it looks for the waiter, so one of the two sees the other.
            if Task.isCancelled { return .failure(VideoArchiver.stopped) }
            if let closed { return .failure(closed) }
            // A place that was used or left already gives nothing.
            guard let waiter = line.first(where: { $0.id == id }) else { return .failure(VideoArchiver.stopped) }
            return waiter.isGranted ? .success(()) : nil
        }

        /// Takes a waiter out of the line, without the permit that was kept for it.
        ///
        /// - Returns: what it waits by, if it does.
        mutating func leave(_ id: UInt64) -> CheckedContinuation<Failure?, Never>? {
            guard let index = line.firstIndex(where: { $0.id == id }) else { return nil }
            let waiter = line.remove(at: index)
            if waiter.isGranted { free += 1 }
            return waiter.continuation
        }
    }

    private let state: Mutex<State>

    /// - Parameter count: 0 or more.
    init(_ count: Int) { state = Mutex(State(free: count)) }

    /// How many wait.
    var waiting: Int { state.withLock { state in state.line.count { $0.continuation != nil } } }

    /// Waits for a permit.
    ///
    /// - Throws: ``VideoArchiver/stopped`` when the task is cancelled, or what ``close(_:)`` was told.
    func acquire() async throws(Failure) -> Permit { try await lineUp().permit() }

    /// A place in the line, for one who will come for the permit a moment later. It has to be used or left.
    func lineUp() -> Place {
        let id = changed { $0.lineUp() }
        return Place(permits: self, id: id)
    }

    /// Changes the state, and lets go on whose turn it is by that.
    private func changed<Value: Sendable>(_ change: (inout State) -> Value) -> Value {
        let (value, granted) = state.withLock { state in
            let value = change(&state)
            return (value, state.grant())
        }
        for continuation in granted { continuation.resume(returning: nil) }
        return value
    }

    fileprivate func wait(_ id: UInt64) async throws(Failure) {
        let refusal = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer = changed { state in
                    let answer = state.answer(id)
                    switch answer {
                    case .success: state.line.removeAll { $0.id == id }
                    case .failure: _ = state.leave(id)
                    case nil:
                        guard let index = state.line.firstIndex(where: { $0.id == id }) else { break }
                        state.line[index].continuation = continuation
                    }
                    return answer
                }
                switch answer {
                case .success: continuation.resume(returning: nil)
                case .failure(let refusal): continuation.resume(returning: refusal)
                case nil: break
                }
            }
        } onCancel: {
            // One who has not come yet hears of it when it does.
            leave(id)
        }
        if let refusal { throw refusal }
    }

    /// A free permit, if there is one.
    func take() -> Permit? {
        let isTaken = state.withLock { state in
            guard !Task.isCancelled, state.closed == nil, state.free > 0 else { return false }
            state.free -= 1
            return true
        }
        return isTaken ? Permit(of: self) : nil
    }

    /// Nobody gets a permit any more.
    ///
    /// - Parameter failure: why; the first one counts.
    func close(_ failure: Failure) {
        let waiters = state.withLock { state in
            state.closed = state.closed ?? failure
            defer { state.line.removeAll { $0.continuation != nil } }
            return state.line
        }
        for waiter in waiters { waiter.continuation?.resume(returning: failure) }
    }

    /// Gives a permit to whoever waits longest.
    fileprivate func putBack() { changed { $0.free += 1 } }

    fileprivate func leave(_ id: UInt64) {
        changed { $0.leave(id) }?.resume(returning: VideoArchiver.stopped)
    }
}

/// A place in the line for a permit.
struct Place: Sendable {
    fileprivate let permits: Permits
    fileprivate let id: UInt64

    /// Waits for the permit, once and by one task.
    ///
    /// - Throws: as ``Permits/acquire()``.
    func permit() async throws(Failure) -> Permit {
        try await permits.wait(id)
        return Permit(of: permits)
    }

    /// Lets the others go ahead. Without effect once the permit was waited for.
    func leave() { permits.leave(id) }
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
        try await permits.wait(permits.lineUp().id)
        inUse.store(true, ordering: .relaxed)
    }

    /// Gives it back; only the first time counts.
    func release() {
        if inUse.exchange(false, ordering: .relaxed) { permits.putBack() }
    }
}
