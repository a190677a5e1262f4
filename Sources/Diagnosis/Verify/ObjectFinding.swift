/// How an object differs from what was archived.
struct ObjectFinding: Sendable, Equatable {
    let kind: VideoProblem.Kind
    /// Without the final period.
    let found: String

    init(_ kind: VideoProblem.Kind, _ found: String) {
        self.kind = kind
        self.found = found
    }
}
