/// Hands out permits at the pace the account's limits allow, in the order they are asked for.
public actor Pacer {
    private struct Waiter {
        let id: UInt64
        let continuation: CheckedContinuation<Void, any Error>
    }

    private var state: PacingState
    private let clock: WaitClock
    /// Somebody is at the head of the queue and waits for the permit itself.
    private var hasHead = false
    private var queue: [Waiter] = []
    private var nextID: UInt64 = 0

    /// - Parameter permitsPerSecond: Highest rate.
    public init(permitsPerSecond: Double, clock: WaitClock = .continuous) {
        state = PacingState(permitsPerSecond: permitsPerSecond)
        self.clock = clock
    }

    /// Permits a second now.
    public var rate: Double { state.rate }

    /// How many wait behind the one whose turn is next.
    var queueLength: Int { queue.count }
    /// Whether nobody waits.
    var isIdle: Bool { !hasHead }

    /// Waits until the caller's turn.
    ///
    /// - Throws: When the task is cancelled before its turn.
    public func permit() async throws(CancellationError) {
        do {
            try await becomeHead()
            defer { leaveHead() }
            while true {
                try Task.checkCancellation()
                let now = clock.now()
                let wait = state.wait(at: now)
                guard wait > .zero else { return state.take(at: now) }
                try await clock.sleep(wait)
            }
        } catch {
            throw CancellationError()
        }
    }

    /// To be told of every throttled reply.
    ///
    /// - Parameter retryAfter: The wait the reply asks for.
    public func slowDown(retryAfter: Duration? = nil) { state.slowDown(at: clock.now(), retryAfter: retryAfter) }

    /// To be told of every success.
    public func speedUp() { state.speedUp() }

    private func becomeHead() async throws {
        guard hasHead else {
            hasHead = true
            return
        }
        nextID += 1
        let id = nextID
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                if Task.isCancelled {
                    continuation.resume(throwing: CancellationError())
                } else {
                    queue.append(Waiter(id: id, continuation: continuation))
                }
            }
        } onCancel: {
            Task { await self.drop(id) }
        }
    }

    /// The head's place goes to the next in the queue, if there is one.
    private func leaveHead() {
        if queue.isEmpty {
            hasHead = false
        } else {
            queue.removeFirst().continuation.resume()
        }
    }

    private func drop(_ id: UInt64) {
        guard let position = queue.firstIndex(where: { $0.id == id }) else { return }
        queue.remove(at: position).continuation.resume(throwing: CancellationError())
    }
}
