/// Something a refusal teaches. A request is repeated at once for each of them, and never twice for the same.
enum Lesson: Sendable, Hashable {
    /// How far the storage's clock is from ours.
    case clock
    /// The bucket's region or endpoint.
    case place
    /// Where this one request is to go.
    case detour
    /// Other credentials than those refused.
    case credentials
    /// The server knows no conditional writes.
    case unconditional
    /// The server does not take `Expect: 100-continue`.
    case expectation
}
