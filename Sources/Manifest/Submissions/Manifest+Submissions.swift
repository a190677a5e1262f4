public import Failures
import GRDB

extension Manifest {
    /// The submission begun last for the user's job of this name.
    public func lastSubmission(clientID: String) throws(Failure) -> Submission? {
        try read { db in
            try Submission.fetchAll(db, where: Submission.clientCondition, arguments: [clientID]).first
        }
    }

    /// The submission begun last that asked for exactly this, under whatever name.
    public func lastSubmission(fingerprint: String) throws(Failure) -> Submission? {
        try read { db in
            try Submission.fetchAll(db, where: Submission.fingerprintCondition, arguments: [fingerprint]).first
        }
    }

    /// The submission that a task came from; `nil` where the task is not known or was not submitted here.
    public func submission(ofTask taskID: String) throws(Failure) -> Submission? {
        try read { db in
            try Submission.fetchAll(db, where: Submission.taskCondition, arguments: [taskID]).first
        }
    }

    /// The submissions of which nobody knows yet whether the service has them, oldest first.
    public func openSubmissions() throws(Failure) -> [Submission] {
        try read { db in try Submission.fetchAll(db, where: Submission.openCondition) }
    }

    /// Those of the given tasks that a submission became.
    public func submittedTaskIDs(among taskIDs: [String]) throws(Failure) -> Set<String> {
        try read { db in
            try String.fetchSet(
                db.cachedStatement(sql: Submission.submittedSQL), arguments: [JSONText.array(taskIDs)])
        }
    }
}

extension Submission {
    static let tokenCondition = "token = ?"
    static let taskCondition = "task_id = ?"
    static let clientCondition = "client_id = ? ORDER BY number DESC LIMIT 1"
    static let fingerprintCondition = "fingerprint = ? ORDER BY number DESC LIMIT 1"
    static let openCondition = "state IN ('sending', 'unclear') ORDER BY number"
    // One JSON array, as SQLite takes only so many single arguments.
    static let submittedSQL = "SELECT task_id FROM submission WHERE task_id IN (SELECT value FROM json_each(?))"
}
