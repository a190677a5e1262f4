/// What became of a submission whose reply is missing.
enum AcceptanceVerdict: Equatable {
    /// It is this task.
    case accepted(String)
    /// The service did not take it.
    case absent
    /// It may be that none of them is it, or that it appears yet.
    case undecided([String])

    /// The service's list may lag behind: before this age, in seconds, a task that is not there may appear yet.
    static let settlingTime = 600.0

    /// - Parameters:
    ///   - age: seconds since the submission was sent.
    init(_ match: AcceptanceMatch, age: Double) {
        switch match {
        case .one(let id): self = .accepted(id)
        case .several(let ids): self = .undecided(ids)
        case .none: self = age >= Self.settlingTime ? .absent : .undecided([])
        }
    }
}
