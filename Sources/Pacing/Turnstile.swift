/// Lets callers through one by one, in the order they came, as fast as its pace allows.
public actor Turnstile<P: Pace> {
    private struct Waiter {
        let id: UInt64
        let continuation: CheckedContinuation<Void, any Error>
    }

    private var pace: P
    private let clock: WaitClock
    /// Somebody is at the head of the queue and waits for the permit itself.
    private var hasHead = false
    private var queue: [Waiter] = []
    private var nextID: UInt64 = 0

    /// A turnstile nobody waits at.
    public init(_ pace: P, clock: WaitClock) {
        self.pace = pace
        self.clock = clock
    }

    /// The pace as it is now.
    public var currentPace: P { pace }
    /// How many wait behind the one whose turn is next.
    public var queueLength: Int { queue.count }
    /// Whether nobody waits.
    public var isIdle: Bool { !hasHead }

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
                let wait = pace.wait(at: now)
                guard wait > .zero else { return pace.take(at: now) }
                try await clock.sleep(wait)
            }
        } catch {
            throw CancellationError()
        }
    }

    /// Changes the pace; whoever is waiting for a permit already waits that long at least.
    ///
    /// - Parameter change: Gets the pace and the time.
    public func adjust(_ change: @Sendable (inout P, Duration) -> Void) { change(&pace, clock.now()) }

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
