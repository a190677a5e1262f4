import CCurl

/// The part of the loop that lives on its thread: handles in flight, deferred work, timers.
final class LoopCore {
    let options: TransportOptions
    private var multi: MultiHandle
    private var transfers: [UnsafeMutableRawPointer: EasyTransfer] = [:]
    private var cancellations: [UInt64: () -> Void] = [:]
    private var resumable: [EasyTransfer] = []
    private var deferred: [() -> Void] = []
    private var timers: [Timer] = []
    private var nextTimer: UInt64 = 0
    private let clock = ContinuousClock()
    /// Transfers taking from sources, for the shared bandwidth.
    let bandwidth: BandwidthShare
    let rings: RingStore
    /// What operations wait for off this thread.
    let errands: LoopErrands
    /// Streams that are asked for more by their operation.
    var streams: [UInt64: StreamTransfer] = [:]

    private struct Timer {
        let id: UInt64
        let due: ContinuousClock.Instant
        let action: () -> Void
    }

    init(options: TransportOptions, multi: consuming MultiHandle, mailbox: LoopMailbox) {
        self.options = options
        self.multi = multi
        bandwidth = BandwidthShare(total: options.bandwidth)
        rings = RingStore(budget: options.ringBudget)
        errands = LoopErrands(mailbox: mailbox)
    }

    func add(_ transfer: EasyTransfer) throws(TransportError) {
        try multi.add(transfer.handle)
        transfers[transfer.handle.pointer] = transfer
    }

    /// Takes a transfer off the loop; an unfinished one loses its connection. Not from inside a callback.
    func remove(_ transfer: EasyTransfer) {
        guard transfers.removeValue(forKey: transfer.handle.pointer) != nil else { return }
        multi.remove(transfer.handle)
        resumable.removeAll { $0 === transfer }
    }

    /// Lets a paused transfer go on, once libcurl has returned.
    func resume(_ transfer: EasyTransfer) {
        if !resumable.contains(where: { $0 === transfer }) { resumable.append(transfer) }
    }

    /// Runs an action once libcurl has returned.
    func afterCallbacks(_ action: @escaping () -> Void) { deferred.append(action) }

    /// Runs an action after a delay; the result takes it back.
    func after(_ delay: Duration, _ action: @escaping () -> Void) -> UInt64 {
        nextTimer += 1
        timers.append(Timer(id: nextTimer, due: clock.now + delay, action: action))
        return nextTimer
    }

    func cancelTimer(_ id: UInt64) { timers.removeAll { $0.id == id } }

    /// Registers what cancelling the operation does; it is forgotten by ``finished(_:)``.
    func onCancel(_ operation: UInt64, _ action: @escaping () -> Void) { cancellations[operation] = action }
    func finished(_ operation: UInt64) { cancellations[operation] = nil }
    func cancel(_ operation: UInt64) { cancellations[operation]?() }
    func cancelAll() { cancellations.values.forEach { $0() } }

    /// One turn: what libcurl can do once it has something to do, and what follows from it.
    ///
    /// - Parameter mayWait: whether to wait for sockets, a wake-up or the next timer.
    /// - Returns: whether the next turn has something to do at once. It is a turn of its own, so that new jobs are
    ///   heard between two of them however fast bytes flow.
    func turn(mayWait: Bool) -> Bool {
        multi.turn(milliseconds: mayWait ? timeToTimer : 0)
        while let (easy, code) = multi.nextFinished() {
            transfers[easy]?.finish(code)
        }
        fireTimers()
        return runDeferred()
    }

    /// Milliseconds until the next timer, at most a minute.
    private var timeToTimer: Int32 {
        let left = timers.map(\.due).min().map { clock.now.duration(to: $0).wholeMilliseconds + 1 } ?? 60_000
        return Int32(max(0, min(left, 60_000)))
    }

    private func runDeferred() -> Bool {
        let (actions, resumed) = (deferred, resumable)
        deferred = []
        resumable = []
        for action in actions { action() }
        for transfer in resumed where transfers[transfer.handle.pointer] != nil {
            curl_easy_pause(transfer.handle.pointer, CURLPAUSE_CONT)
        }
        return !actions.isEmpty || !resumed.isEmpty
    }

    private func fireTimers() {
        guard !timers.isEmpty else { return }
        let now = clock.now
        let due = timers.filter { $0.due <= now }
        guard !due.isEmpty else { return }
        timers.removeAll { $0.due <= now }
        for timer in due { timer.action() }
    }
}
