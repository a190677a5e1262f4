import Manifest

/// What is to be done about a job, from what is known of earlier submissions of it.
enum FirstStep: Equatable {
    /// Nobody has, or the service did not take it.
    case send
    /// The reply of an earlier one is missing.
    case settle(Submission)
    case known(taskID: String)
    /// Its name belongs to a job of another content.
    case nameTaken

    /// - Parameters:
    ///   - earlier: the last submission of this job.
    ///   - fingerprint: of the job's content.
    ///   - again: whether a job that was accepted is to be submitted once more.
    init(earlier: Submission?, fingerprint: String, again: Bool) {
        guard let earlier else {
            self = .send
            return
        }
        if earlier.fingerprint != fingerprint {
            self = .nameTaken
            return
        }
        switch (earlier.state, earlier.taskID) {
        case (.sending, _), (.unclear, _): self = .settle(earlier)
        case (.accepted, let taskID?): self = again ? .send : .known(taskID: taskID)
        case (.accepted, nil), (.refused, _), (.absent, _): self = .send
        }
    }
}
