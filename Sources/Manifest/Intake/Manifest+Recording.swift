public import Failures
import FoundationEssentials
import GRDB

extension Manifest {
    /// Records what Model Studio answered for a task, in one transaction; the same answer twice changes nothing.
    ///
    /// A result with a URL becomes `pending` and a refused one `none`. What still waits when the task has ended becomes
    /// `none` with the task's error, or `lost` where the task is gone. A fresh URL replaces the known one and brings a
    /// lost video back. What is archived stays as it is.
    ///
    /// - Throws: `manifest.unknown-task` for a task that was not added.
    public func record(_ update: TaskUpdate) throws(Failure) -> RecordOutcome {
        let update = update.inMilliseconds
        return try write { db in
            guard let known = try TaskRecord.fetch(db, taskID: update.taskID) else {
                throw Failure.unknownTask(update.taskID)
            }
            let task = known.updated(by: update)
            try task.save(db, over: known, changedAt: task.tellsTheSame(as: known) ? nil : update.at)
            var outcome = RecordOutcome()
            outcome.failedNow = task.phase == .failed && known.phase != .failed
            for video in update.videos {
                let key = VideoKey(taskID: update.taskID, index: video.index)
                let record = try VideoRecord.fetch(db, key: key)
                let change = VideoChange(of: record, reported: video.outcome, at: update.at)
                var next = record ?? VideoRecord(key: key, state: .waiting, createdAt: update.at)
                next.kind = video.kind
                try apply(change, to: next, of: task, at: update.at, outcome: &outcome, db)
            }
            guard task.phase.isFinished else { return outcome }
            let unmentioned = try VideoRecord.fetchAll(
                db, where: VideoRecord.waitingCondition, arguments: [update.taskID])
            for record in unmentioned {
                let change = VideoChange(ofUnmentioned: record, phase: task.phase, error: task.error)
                try apply(change, to: record, of: task, at: update.at, outcome: &outcome, db)
            }
            return outcome
        }
    }

    private func apply(
        _ change: VideoChange, to record: VideoRecord, of task: TaskRecord, at: Date, outcome: inout RecordOutcome,
        _ db: Database
    ) throws {
        switch change {
        case .keep:
            break
        case .source(let url, let expiresAt):
            if record.state == .waiting || record.state == .lost { outcome.newlyPending += 1 }
            try record.withSource(url, expiresAt: expiresAt, submittedAt: task.submittedAt, at: at).save(db)
        case .end(let state, let error):
            let ended = try record.changed(to: state, at: at) { $0.lastError = error }
            try ended.save(db)
            if state == .lost { outcome.lostNow.append(ended) }
        }
    }
}

extension TaskRecord {
    /// This record with what a report says, where it says anything. Status, error and request id belong together:
    /// an answer that cannot change how the task ended changes none of them.
    func updated(by update: TaskUpdate) -> TaskRecord {
        var record = self
        record.phase = phase.after(update.phase)
        if record.phase == update.phase {
            (record.status, record.code, record.message) = (update.status, update.code, update.message)
            record.requestID = update.requestID ?? requestID
        }
        record.model = update.model ?? model
        record.submittedAt = update.submittedAt ?? submittedAt
        record.scheduledAt = update.scheduledAt ?? scheduledAt
        record.endedAt = update.endedAt ?? endedAt
        record.usage = update.usage ?? usage
        record.queriedAt = update.at
        return record
    }

    /// Whether two records differ in nothing but the traces of being asked for. A task taken for gone that is asked for
    /// again, and is gone again, is nothing new either: the service's word is the same.
    func tellsTheSame(as other: TaskRecord) -> Bool {
        var record = self
        (record.queriedAt, record.requestID) = (other.queriedAt, other.requestID)
        if record.status == other.status { record.phase = other.phase }
        return record == other
    }
}
