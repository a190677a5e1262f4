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

    /// Whether it happened since the last time this was asked.
    static func wasNoticed() -> Bool { happened.exchange(false, ordering: .relaxed) }
}
