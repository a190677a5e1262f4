public import Failures
import GRDB

extension Manifest {
    /// The submission that counts for the user's job of this name: the one begun last, but one that has a task, or may
    /// have one, before any that has none.
    public func lastSubmission(clientID: String) throws(Failure) -> Submission? {
        try read { db in
            try Submission.fetchAll(db, where: Submission.clientCondition, arguments: [clientID]).first
        }
    }

    /// The submission that counts for exactly this content, under whatever name; chosen as by name.
    public func lastSubmission(fingerprint: String) throws(Failure) -> Submission? {
        try read { db in
            try Submission.fetchAll(db, where: Submission.fingerprintCondition, arguments: [fingerprint]).first
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
    static let clientCondition = "client_id = ? ORDER BY state IN ('refused', 'abandoned'), number DESC LIMIT 1"
    static let fingerprintCondition = "fingerprint = ? ORDER BY state IN ('refused', 'abandoned'), number DESC LIMIT 1"
    static let openCondition = "state IN ('sending', 'unclear') ORDER BY number"
    // One JSON array, as SQLite takes only so many single arguments.
    static let submittedSQL = "SELECT task_id FROM submission WHERE task_id IN (SELECT value FROM json_each(?))"
}
