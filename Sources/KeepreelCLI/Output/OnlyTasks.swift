import Failures
import Manifest

/// The tasks a run is restricted to, as they are before it begins.
struct OnlyTasks {
    let ids: [String]
    let manifest: Manifest
    let console: Console

    /// Tells of every one that is not known, and unless quiet of those a run has nothing to do for.
    ///
    /// - Throws: that of the last one which is not known.
    func check(isQuiet: Bool) throws(Failure) {
        var unknown: [Failure] = []
        for id in ids where try manifest.task(id) == nil { unknown.append(try UnknownTask.failure(id, in: manifest)) }
        for failure in unknown.dropLast() { console.error(failure) }
        if let last = unknown.last { throw last }
        if isQuiet { return }
        for id in ids {
            let task = try manifest.task(id)
            for video in try manifest.videos(of: id) {
                guard let text = Self.text(video, of: task) else { continue }
                console.tell("task \(video.key) \(text)", of: video.key)
            }
        }
    }

    /// What a run does not tell of one that it leaves as it is; `nil` for what it works on, and what it is the first to
    /// tell.
    static func text(_ video: VideoRecord, of task: TaskRecord?) -> String? {
        switch video.state {
        case .archived: "is archived already"
        case .lost where video.reportedAt != nil: MissingLink.explain(video, of: task).reason
        case .none where task?.phase == .failed:
            task.flatMap { $0.reportedAt == nil ? nil : $0.ending }
        case .none: MissingLink.explain(video, of: task).reason
        case .waiting, .pending, .archiving, .lost: nil
        }
    }
}
