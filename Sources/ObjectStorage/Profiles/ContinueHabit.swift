/// What a provider's servers make of `Expect: 100-continue`.
public enum ContinueHabit: Sendable, Equatable {
    /// They answer, so a refusal comes before the body is sent.
    case answers
    /// They do not answer; asking only costs the wait.
    case ignores
    /// Not known: the first answer teaches.
    case unknown
}
