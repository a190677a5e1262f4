/// When a job that was accepted before becomes another task.
public enum RepeatRule: Sendable {
    /// Never: jobs of a file, which can be given again and again.
    case never
    /// Once its task has ended: a single job, where a second call in short order is more likely a mistake.
    case ended
    /// The user asks for it.
    case always
}
