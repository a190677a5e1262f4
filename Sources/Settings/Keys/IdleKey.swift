/// What it means that a key is set on which this version does not act.
enum IdleKey: Sendable {
    /// Nothing is lost but the wish: a warning.
    case warning
    /// The run would do what the user ruled out: a problem.
    case problem
}
