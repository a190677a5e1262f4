import Failures

/// So many may go on at once; the others wait in the order they came.
actor Permits {
    private var free: Int
    private var waiters: [(id: UInt64, continuation: CheckedContinuation<Bool, Never>)] = []
    private var nextWaiter: UInt64 = 0
    private var isClosed = false

    /// - Parameter count: 0 or more; ``release()`` may bring further ones.
    init(_ count: Int) { free = count }

    /// How many wait.
    var waiting: Int { waiters.count }

    /// Waits for a permit.
    ///
    /// - Throws: ``VideoArchiver/stopped`` when the task is cancelled or nobody gets one any more; then there is nothing
    ///   to release.
    func acquire() async throws(Failure) {
        nextWaiter += 1
        let id = nextWaiter
        let isGranted = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if Task.isCancelled || isClosed {
                    continuation.resume(returning: false)
                } else if free > 0 {
                    free -= 1
                    continuation.resume(returning: true)
                } else {
                    waiters.append((id, continuation))
                }
            }
        } onCancel: {
            Task { await self.cancel(id) }
        }
        guard isGranted else { throw VideoArchiver.stopped }
    }

    /// Gives a permit to whoever waits longest.
    func release() {
        if waiters.isEmpty {
            free += 1
        } else {
            waiters.removeFirst().continuation.resume(returning: true)
        }
    }

    /// Nobody gets a permit any more.
    func close() {
        isClosed = true
        for waiter in waiters { waiter.continuation.resume(returning: false) }
        waiters = []
    }

    private func cancel(_ id: UInt64) {
        guard let place = waiters.firstIndex(where: { $0.id == id }) else { return }
        waiters.remove(at: place).continuation.resume(returning: false)
    }
}
