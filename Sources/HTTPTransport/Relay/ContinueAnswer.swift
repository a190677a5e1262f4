/// What a destination made of `Expect: 100-continue` (RFC 9110, 10.1.1).
public enum ContinueAnswer: Sendable, Equatable {
    /// Nothing was expected, or the relay ended before it could be answered.
    case notAsked
    /// It said 100, or gave its final answer before any byte of the body was sent.
    case answered
    /// It said nothing in time, and the body was sent without its word.
    case ignored
}
