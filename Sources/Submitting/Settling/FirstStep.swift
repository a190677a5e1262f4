import Manifest

/// What is to be done about a job, from what is known of earlier submissions of it.
enum FirstStep: Equatable {
    /// There is no task of it, or another one is wanted.
    case send
    /// The reply of an earlier one is missing.
    case settle(Submission)
    case known(taskID: String)

    /// - Parameters:
    ///   - earlier: the submission that counts for this job.
    ///   - rule: what happens to one that was accepted.
    ///   - hasEnded: whether its task has come to its end.
    init(earlier: Submission?, rule: RepeatRule, hasEnded: Bool) {
        switch (earlier?.state, earlier?.taskID) {
        case (.sending, _), (.unclear, _): self = earlier.map(Self.settle) ?? .send
        case (.accepted, let taskID?):
            let repeats =
                switch rule {
                case .never: false
                case .ended: hasEnded
                case .always: true
                }
            self = repeats ? .send : .known(taskID: taskID)
        case (.accepted, nil), (.refused, _), (.abandoned, _), (nil, _): self = .send
        }
    }
}
