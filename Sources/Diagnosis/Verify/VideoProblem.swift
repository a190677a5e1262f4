/// What is wrong with an archived video.
public struct VideoProblem: Sendable, Equatable {
    /// The kind of problem.
    public enum Kind: Sendable, Hashable {
        /// There is no such object.
        case missing
        /// The object is not the one that was archived; whether its bytes are the same, nobody knows yet.
        case changed
        /// The object has another length than was archived.
        case wrongSize
        /// The bytes are not those that were archived.
        case wrongBytes
        /// It could not be looked at: a request was refused or failed.
        case unreadable
        /// It is in another bucket.
        case unchecked
        /// The link does not play.
        case link(LinkProblem.Kind)

        /// As scripts read it.
        public var name: String {
            switch self {
            case .missing: "missing"
            case .changed: "changed"
            case .wrongSize: "wrong-size"
            case .wrongBytes: "wrong-bytes"
            case .unreadable: "unreadable"
            case .unchecked: "unchecked"
            case .link(let kind): "link-\(kind.rawValue)"
            }
        }

        /// Whether nothing but archiving the video again helps, which is what a repair does.
        public var isRepaired: Bool { [.missing, .wrongSize, .wrongBytes].contains(self) }

        /// Whether nobody knows by it how the object is.
        var isUnanswered: Bool { [.unreadable, .unchecked].contains(self) }

        /// Every kind, the gravest first.
        public static let all: [Kind] =
            [.missing, .wrongSize, .wrongBytes, .changed, .unreadable, .unchecked]
            + LinkProblem.Kind.allCases.map(Kind.link)
    }

    /// The kind of problem.
    public let kind: Kind
    /// What was found, without the final period.
    public let found: String
    /// What to do about it.
    public let remedy: String?
}
