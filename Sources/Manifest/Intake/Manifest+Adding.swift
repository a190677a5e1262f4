public import Failures
public import FoundationEssentials
import GRDB

extension Manifest {
    /// Puts tasks into the manifest, each with a `waiting` video of index 0, in one transaction.
    ///
    /// Known ids are no error: what was not known of them is filled in, and a task once taken for gone is asked for
    /// again, which no listing of changes shows. Their origin stays, unless it now proves to be `submitted`. A task that
    /// has not ended runs in the region whose service named it, whatever was recorded before; a person's word proves
    /// nothing. Memory and the time others wait grow with `tasks`: long lists are to be given in pieces.
    ///
    /// - Returns: how many were new.
    public func add(_ tasks: [NewTask], origin: TaskOrigin, now: Date) throws(Failure) -> Int {
        try write { db in
            var added = 0
            for task in tasks {
                if try TaskRecord.register(task, origin: origin, now: now, db) { added += 1 }
            }
            return added
        }
    }
}

extension TaskRecord {
    /// Puts the task in with a `waiting` video of index 0, or fills in what was not known of it. True where it is new.
    static func register(_ task: NewTask, origin: TaskOrigin, now: Date, _ db: Database) throws -> Bool {
        if let known = try fetch(db, taskID: task.taskID) {
            let named = known.named(again: task, origin: origin)
            if named != known {
                try named.save(db, over: known, changedAt: named.tellsTheSame(as: known) ? nil : now)
            }
            return false
        }
        try TaskRecord(task, origin: origin, addedAt: now).save(db, changedAt: now)
        let key = VideoKey(taskID: task.taskID, index: 0)
        try VideoRecord(key: key, state: .waiting, createdAt: now).save(db)
        return true
    }

    init(_ task: NewTask, origin: TaskOrigin, addedAt: Date) {
        self.init(
            taskID: task.taskID, model: task.model, region: task.region, origin: origin,
            submittedAt: task.submittedAt, addedAt: addedAt)
    }

    /// This record after the same task was named once more.
    func named(again task: NewTask, origin: TaskOrigin) -> TaskRecord {
        var record = self
        if origin == .submitted { record.origin = origin }
        if phase == .gone { record.phase = .running }
        record.model = model ?? task.model
        let isProven = origin != .added && !record.isFinished
        record.region = isProven ? task.region ?? region : region ?? task.region
        record.submittedAt = submittedAt ?? task.submittedAt
        return record
    }
}
