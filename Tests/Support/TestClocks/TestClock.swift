public import Pacing
import Synchronization

/// A clock that only moves when it is slept on; each sleep takes longer than asked by what `overshoot` says.
public final class TestClock: Sendable {
    private let state = Mutex<(now: Duration, waits: [Duration])>((.zero, []))
    private let overshoot: @Sendable (Int) -> Duration

    /// - Parameter overshoot: By the number of the sleep.
    public init(overshoot: @escaping @Sendable (Int) -> Duration = { _ in .zero }) { self.overshoot = overshoot }

    /// The time now.
    public var now: Duration { state.withLock { $0.now } }
    /// What was asked for, in order.
    public var waits: [Duration] { state.withLock { $0.waits } }

    /// Time passes without a sleep.
    public func advance(by time: Duration) { state.withLock { $0.now += time } }

    /// The clock as it is given away.
    public var waitClock: WaitClock {
        WaitClock(
            now: { self.now },
            sleep: { wait in
                try Task.checkCancellation()
                self.state.withLock { state in
                    state.now += wait + self.overshoot(state.waits.count)
                    state.waits.append(wait)
                }
            })
    }
}
