import Failures
import Manifest

/// Why a video has no link; pure.
enum MissingLink {
    /// - Parameter task: the video's.
    static func explain(_ video: VideoRecord, of task: TaskRecord?) -> (reason: String, status: ExitStatus) {
        let error = video.lastError.map { ": \($0.shown)" } ?? ""
        return switch video.state {
        case .waiting where video.wasArchived:
            ("is to be archived again; keepreel run asks Model Studio for it\(error)", .unfinished)
        case .waiting: ("has not finished at Model Studio yet; keepreel run follows it", .unfinished)
        case .pending, .archiving: ("is not archived yet; keepreel run does it\(error)", .unfinished)
        case .lost: ("was lost\(error)", .lost)
        case .none where task?.isCancelled == true: ("was cancelled at Model Studio", .lost)
        case .none: ("ended without a video\(error)", .lost)
        case .archived: ("has no link in the manifest", .unfinished)
        }
    }
}
