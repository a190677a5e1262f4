import Failures
import Manifest

/// What a run with a trouble, and the next one without, left behind.
struct FaultOutcome: Sendable {
    /// What is seen after a run.
    struct Ending: Sendable {
        var status: ExitStatus
        var state: VideoState
        /// Of the last error.
        var code: String?
        var message: String?
        /// What lies under the key, if anything does.
        var object: [UInt8]?
        /// Unfinished uploads on the server that the manifest does not know.
        var strays: Set<String>
        /// Those it knows.
        var known: Set<String>
    }

    var first: Ending
    /// After the run without the trouble.
    var second: Ending
    /// Whether the trouble came about, where that can be told.
    var hasStruck: Bool
    /// How often the storage took every byte of the video.
    var uploads: Int
}
