import Glibc
import Synchronization

/// Whether the process was stopped and goes on (Ctrl-Z and `fg`): the shell has written on the terminal meanwhile.
enum Resumption {
    private static let happened = Atomic<Bool>(false)

    /// From now on it is noticed.
    static func watch() {
        // Touched here, so that the handler finds it ready.
        happened.store(false, ordering: .relaxed)
        signal(SIGCONT) { _ in Resumption.happened.store(true, ordering: .relaxed) }
    }

    /// Between two frames of a process that was not stopped there is hardly so much.
    private static let longestGap = Duration.seconds(1)

    /// Whether the next frame should be left out, so that a signal that comes beside it is not missed: it is delivered on
    /// one thread while another goes on drawing.
    ///
    /// - Parameters:
    ///   - gap: time since the last frame.
    ///   - isAskedAgain: whether one was left out just before.
    static func isAwaited(gap: Duration, isAskedAgain: Bool) -> Bool { gap >= longestGap && !isAskedAgain }

    /// Whether it happened since the last time this was asked.
    static func wasNoticed() -> Bool { happened.exchange(false, ordering: .relaxed) }
}
