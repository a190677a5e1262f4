import Archiving
import FoundationEssentials
import Manifest

/// What one line of `keepreel status` tells; pure.
struct StatusRow {
    let task: TaskRecord
    let video: VideoRecord
    let link: String?
    let now: Date

    var state: TintedText {
        let tint: Tint? =
            switch video.state {
            case .archived: .good
            case .lost: .bad
            case .waiting, .pending, .archiving, .none: nil
            }
        return TintedText(video.state.rawValue, tint)
    }

    /// Red where it is over or nearly so, for a video that is not safe.
    var timeLeft: TintedText {
        switch video.state {
        case .waiting, .pending, .archiving:
            let left = DueTime.of(video, of: task).timeIntervalSince(now)
            let isNear = left < ArchivalRun.riskTime / .seconds(1)
            return TintedText(left > 0 ? HumanText.span(left) : HumanText.overdue, isNear ? .bad : nil)
        case .archived, .lost, .none: return "-"
        }
    }

    var size: String { video.size.map(HumanText.bytes) ?? "-" }

    /// Why there is no link.
    var reason: String {
        if video.state == .none, task.phase == .failed {
            return task.isCancelled ? "cancelled at Model Studio" : task.failureText
        }
        if let error = video.lastError { return error.shown }
        return switch video.state {
        case .waiting: task.status.map { "\($0) at Model Studio" } ?? "not asked yet"
        case .pending: "not tried yet"
        case .archiving, .archived, .lost, .none: "-"
        }
    }
}
