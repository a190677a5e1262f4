import ModelStudio
import Synchronization

/// A clock that only moves when it is slept on; each sleep takes longer than asked by what `overshoot` says.
final class TestClock: Sendable {
    private let state = Mutex<(now: Duration, waits: [Duration])>((.zero, []))
    private let overshoot: @Sendable (Int) -> Duration

    init(overshoot: @escaping @Sendable (Int) -> Duration = { _ in .zero }) { self.overshoot = overshoot }

    var now: Duration { state.withLock { $0.now } }
    /// What was asked for, in order.
    var waits: [Duration] { state.withLock { $0.waits } }

    func advance(by time: Duration) { state.withLock { $0.now += time } }

    var waitClock: WaitClock {
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
