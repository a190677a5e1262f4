import FoundationEssentials
import Manifest

/// Until when a video has to be fetched, as listings show it.
enum DueTime {
    /// The earlier of its URL's end and its task's; before the URL is known, the task's, which Model Studio keeps for 24
    /// hours.
    static func of(_ video: VideoRecord, of task: TaskRecord) -> Date {
        video.dueAt ?? task.beganAt + Deadline.retention
    }
}
