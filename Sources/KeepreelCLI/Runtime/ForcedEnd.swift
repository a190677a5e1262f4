import Dispatch
import Failures
import Glibc

/// The last resort against what does not end though it was told to: a disk or another process that holds the manifest.
/// It costs no more than a kill: the next run goes on from the manifest.
enum ForcedEnd {
    /// Time for uploads that are nearly finished when a run is stopped.
    static let grace = Duration.seconds(10)
    /// Time to save what is under way after that.
    static let windUp = Duration.seconds(5)
    /// Time after a second signal.
    static let haste = Duration.seconds(1)

    /// Ends the process with this status, unless it has ended by then.
    static func schedule(after time: Duration, _ status: ExitStatus) {
        DispatchQueue.global().asyncAfter(deadline: .now() + time / .seconds(1)) {
            Console.standard.clear()
            _exit(status.rawValue)
        }
    }
}
