import FoundationEssentials
import Manifest

/// One line of `keepreel status`; pure. Its columns have fixed widths, so that any number of rows can be streamed.
struct StatusRow {
    let task: TaskRecord
    let video: VideoRecord
    let link: String?
    let now: Date

    static let heading = columns("TASK", "STATE", "LEFT", "SIZE", "LINK OR REASON")

    var text: String {
        Self.columns(video.key.description, video.state.rawValue, timeLeft, size, linkOrReason)
    }

    private var timeLeft: String {
        switch video.state {
        case .waiting, .pending, .archiving:
            let left = DueTime.of(video, of: task).timeIntervalSince(now)
            return left > 0 ? HumanText.span(left) : "over"
        case .archived, .lost, .none: return "-"
        }
    }

    private var size: String { video.size.map(HumanText.bytes) ?? "-" }

    private var linkOrReason: String {
        if let link { return link }
        if video.state == .none, task.phase == .failed { return task.failureText }
        if let error = video.lastError { return error.description }
        return video.state == .waiting ? (task.status.map { "\($0) at Model Studio" } ?? "not asked yet") : ""
    }

    private static func columns(_ id: String, _ state: String, _ left: String, _ size: String, _ rest: String) -> String
    {
        let front = HumanText.column(id, 36) + "  " + HumanText.column(state, 9) + "  " + HumanText.column(left, 8)
        return front + "  " + HumanText.column(size, 9) + "  " + rest
    }
}
