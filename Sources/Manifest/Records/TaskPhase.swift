/// What a task's status means, whatever word Model Studio has for it.
public enum TaskPhase: String, Sendable, CaseIterable {
    /// Not known to have ended: to be asked for again.
    case running
    case succeeded
    /// It failed or was canceled.
    case failed
    /// Model Studio does not know it: it never existed, expired, or belongs to another account.
    case gone

    /// Whether the task has ended at the service, so that asking again brings nothing new.
    public var isFinished: Bool { self != .running }

    /// The phase after a report: what a task ended as stays when the service has forgotten it since.
    func after(_ reported: TaskPhase) -> TaskPhase {
        switch (self, reported) {
        case (.succeeded, .running), (.succeeded, .gone), (.failed, .running), (.failed, .gone): self
        default: reported
        }
    }
}
