import Failures
import FoundationEssentials
import Manifest

extension ArchivalRun {
    /// Whether the region has a task that is not known to have ended.
    func hasTasksToFollow() throws(Failure) -> Bool {
        guard let only = options.only else {
            return try !tools.manifest.tasksToQuery(limit: 1, region: tools.region).isEmpty
        }
        return try tools.manifest.unfinishedTasks(among: only).contains { !$0.isElsewhere(than: tools.region) }
    }

    /// Gives up tasks of other regions that no run for their region asked for while the service kept them, and tells of
    /// those that can still be asked for. What a run for their own region asked for lately is left to it.
    ///
    /// - Parameter told: regions that were told of in this run.
    func tellOfOtherRegions(_ told: inout Set<String>, _ tally: inout RunTally) throws(Failure) {
        try giveUpForgotten()
        for (region, count) in try neglectedTasks().sorted(by: { $0.key < $1.key }) {
            let failure = Failure(
                "studio.region-not-run",
                "\(count) \(count == 1 ? "task" : "tasks") of region \(region) \(count == 1 ? "was" : "were") "
                    + "not followed for an hour",
                remedy: "run with studio.region: \(region)", disposition: .retry())
            if told.insert(region).inserted { observer(.problem(failure, nil)) }
            tally.status = tally.status.orGraver(failure.exitStatus)
        }
    }

    private func neglectedTasks() throws(Failure) -> [String: Int] {
        guard options.only != nil else {
            return try tools.manifest.tasksElsewhere(
                than: tools.region, notAskedSince: TaskRecord.neglected(at: tools.now()))
        }
        let regions = try namedNeglectedTasks().compactMap(\.region)
        return Dictionary(regions.map { ($0, 1) }) { $0 + $1 }
    }

    private func namedNeglectedTasks() throws(Failure) -> [TaskRecord] {
        let now = tools.now()
        return try tools.manifest.unfinishedTasks(among: options.only ?? []).filter {
            $0.isElsewhere(than: tools.region) && $0.isNeglected(at: now)
        }
    }

    private func giveUpForgotten() throws(Failure) {
        let now = tools.now()
        if options.only != nil {
            try giveUp(try namedNeglectedTasks().filter { $0.isForgotten(at: now) }, at: now)
            return
        }
        while true {
            let tasks = try tools.manifest.tasksElsewhere(
                than: tools.region, notAskedSince: TaskRecord.neglected(at: now),
                begunBefore: TaskRecord.forgotten(at: now), limit: 100)
            if tasks.isEmpty { return }
            try giveUp(tasks, at: now)
        }
    }

    private func giveUp(_ tasks: [TaskRecord], at now: Date) throws(Failure) {
        for task in tasks {
            let reason = RecordedError(
                code: "studio.region-not-run",
                message: "no run for region \(task.region ?? "") asked for the task while Model Studio kept it")
            _ = try tools.manifest.record(TaskUpdate(givingUp: task, reason, at: now))
        }
    }
}
