public import Failures
public import FoundationEssentials
import GRDB

/// The steps of submitting one task, each one transaction.
extension Manifest {
    /// Writes the intent before the request leaves, so that a run killed in between knows what to look for.
    ///
    /// - Parameter submission: in state `sending`.
    /// - Throws: `manifest.duplicate-submission` for a token that is known, `manifest.illegal-transition`.
    public func beginSubmission(_ submission: Submission) throws(Failure) {
        try write { db in
            guard try Submission.fetchAll(db, where: Submission.tokenCondition, arguments: [submission.token]).isEmpty
            else {
                throw Failure(
                    "manifest.duplicate-submission", "the submission \(submission.token) was begun before",
                    disposition: .stop(.bug))
            }
            guard submission.state == .sending else { throw submission.illegal(.sending) }
            try submission.save(db)
        }
    }

    /// Notes that the request leaves now, a first time or again.
    ///
    /// - Throws: `manifest.unknown-submission`, and `manifest.illegal-transition` unless it is `sending`.
    public func sendSubmission(_ token: String, at: Date) throws(Failure) {
        try change(token, at: at) { submission, _ in
            guard submission.state == .sending else { throw submission.illegal(.sending) }
            submission.sentAt = at
        }
    }

    /// Records the task that a submission became, with a `waiting` video of index 0.
    ///
    /// A task that is known, as another run may have discovered it meanwhile, keeps its videos; what was not known of
    /// it is filled in, and its origin becomes `submitted`, since keepreel created it. Where `task` names no model or
    /// region, those of the submission stand.
    ///
    /// - Throws: `manifest.unknown-submission`, `manifest.illegal-transition`, and `manifest.task-claimed` where the
    ///   task is already that of another submission.
    public func acceptSubmission(_ token: String, task: NewTask, at: Date) throws(Failure) {
        try change(token, to: .accepted, at: at) { submission, db in
            guard try Submission.fetchAll(db, where: Submission.taskCondition, arguments: [task.taskID]).isEmpty else {
                throw Failure(
                    "manifest.task-claimed", "the task \(task.taskID) is that of another submission",
                    disposition: .giveUp)
            }
            var task = task
            task.model = task.model ?? submission.model
            task.region = task.region ?? submission.region
            _ = try TaskRecord.register(task, origin: .submitted, now: at, db)
            submission.taskID = task.taskID
            submission.error = nil
        }
    }

    /// Records that a submission did not become a task, or that nobody knows.
    ///
    /// - Parameters:
    ///   - state: `unclear`, `refused` or `abandoned`.
    ///   - error: why.
    /// - Throws: `manifest.unknown-submission`, `manifest.illegal-transition`.
    public func endSubmission(
        _ token: String, as state: SubmissionState, error: RecordedError?, at: Date
    ) throws(Failure) {
        try change(token, to: state, at: at) { submission, _ in
            // Without its task there is no accepted one.
            guard state != .accepted else { throw submission.illegal(state) }
            submission.error = error
        }
    }

    private func change(
        _ token: String, to next: SubmissionState, at: Date, _ change: (inout Submission, Database) throws -> Void
    ) throws(Failure) {
        try self.change(token, at: at) { submission, db in
            guard submission.state.canBecome(next) else { throw submission.illegal(next) }
            try change(&submission, db)
            submission.state = next
        }
    }

    private func change(
        _ token: String, at: Date, _ change: (inout Submission, Database) throws -> Void
    ) throws(Failure) {
        try write { db in
            guard
                var submission = try Submission.fetchAll(db, where: Submission.tokenCondition, arguments: [token]).first
            else {
                throw Failure(
                    "manifest.unknown-submission", "the submission \(token) is not in the manifest",
                    disposition: .stop(.bug))
            }
            try change(&submission, db)
            submission.updatedAt = at
            try submission.save(db)
        }
    }
}

extension Submission {
    fileprivate func illegal(_ next: SubmissionState) -> Failure {
        Failure(
            "manifest.illegal-transition",
            "the submission \(token) is \(state.rawValue) and cannot become \(next.rawValue)",
            disposition: .stop(.bug))
    }
}
