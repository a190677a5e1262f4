/// What is wrong with an archived video.
public struct VideoProblem: Sendable, Equatable {
    /// The kind of problem.
    public enum Kind: Sendable, Equatable {
        /// There is no such object.
        case missing
        /// The object is not the one that was archived.
        case changed
        /// The bytes are not those that were archived.
        case damaged
        /// It could not be looked at: another bucket, or a request that failed.
        case unchecked
        /// The link does not play.
        case link(LinkProblem.Kind)

        /// As scripts read it.
        public var name: String {
            switch self {
            case .missing: "missing"
            case .changed: "changed"
            case .damaged: "damaged"
            case .unchecked: "unchecked"
            case .link(let kind): "link-\(kind.rawValue)"
            }
        }
    }

    /// The kind of problem.
    public let kind: Kind
    /// What was found, without the final period.
    public let found: String
    /// What to do about it.
    public let remedy: String?
}
