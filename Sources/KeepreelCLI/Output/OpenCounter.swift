import Archiving
import FoundationEssentials
import Manifest

/// Counts what is open, for a display.
struct OpenCounter {
    /// What is open, as it was counted last.
    struct Counted {
        /// `nil` where it is not known.
        var queue: OpenVideos?
        /// The tasks that are waited for; `nil` where none are.
        var wait: TaskWait?
    }

    let manifest: Manifest
    /// The only tasks that are counted; `nil` for all.
    let only: [String]?
    /// Whether their end is waited for.
    let isWait: Bool

    /// A display is no reason to end a run; what is wrong with the manifest the run itself finds.
    func count() -> Counted {
        let riskEnd = Date() + ArchivalRun.riskTime / .seconds(1)
        guard let only else { return Counted(queue: try? manifest.openVideos(atRiskBefore: riskEnd)) }
        let queue = try? manifest.openVideos(of: only, atRiskBefore: riskEnd)
        guard isWait, let queue else { return Counted(queue: queue) }
        var wait = TaskWait(tasks: queue.waiting)
        if queue.waiting == 1, let task = waitingTask(among: only) { wait.only = (task.taskID, task.status) }
        return Counted(queue: queue, wait: wait)
    }

    private func waitingTask(among taskIDs: [String]) -> TaskRecord? {
        taskIDs.lazy.compactMap { try? self.manifest.task($0) }.first { !$0.isFinished }
    }
}
