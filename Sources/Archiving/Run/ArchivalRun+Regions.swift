import Failures
import Manifest

extension ArchivalRun {
    /// Whether the region has a task that is not known to have ended.
    func hasTasksToFollow() throws(Failure) -> Bool {
        guard let only = options.only else {
            return try !tools.manifest.tasksToQuery(limit: 1, region: tools.region).isEmpty
        }
        for taskID in only {
            if let task = try tools.manifest.task(taskID), !task.isFinished, !task.isElsewhere(than: tools.region) {
                return true
            }
        }
        return false
    }

    /// Tells of unfinished tasks that only runs for other regions can follow.
    func warnOfOtherRegions() throws(Failure) {
        for (region, count) in try tasksElsewhere().sorted(by: { $0.key < $1.key }) {
            observer(
                .warning(
                    "\(count) \(count == 1 ? "task" : "tasks") of region \(region) \(count == 1 ? "is" : "are") not followed "
                        + "here; run with studio.region: \(region)"))
        }
    }

    private func tasksElsewhere() throws(Failure) -> [String: Int] {
        guard let only = options.only else { return try tools.manifest.tasksElsewhere(than: tools.region) }
        var counts: [String: Int] = [:]
        for taskID in only {
            if let task = try tools.manifest.task(taskID), !task.isFinished, task.isElsewhere(than: tools.region),
                let region = task.region
            {
                counts[region, default: 0] += 1
            }
        }
        return counts
    }
}
