public import FoundationEssentials

/// One result of a task as Model Studio reported it.
public struct ReportedVideo: Sendable {
    /// What became of it.
    public enum Outcome: Sendable, Equatable {
        /// It can be read from this signed URL until `expiresAt`.
        case url(String, expiresAt: Date?)
        /// The service could not make it, or refuses to hand it out.
        case failed(code: String, message: String)
    }

    /// The place among the task's results, from 0.
    public var index: Int
    /// What the task promised to make.
    public var kind: VideoKind
    /// Its source URL, or why there is none.
    public var outcome: Outcome

    /// - Parameter index: from 0.
    public init(index: Int, kind: VideoKind, outcome: Outcome) {
        self.index = index
        self.kind = kind
        self.outcome = outcome
    }
}

extension ReportedVideo.Outcome: CustomStringConvertible, CustomReflectable {
    /// Without the URL, which holds a signature.
    public var description: String {
        switch self {
        case .url: "url"
        case .failed(let code, let message): "failed \(RecordedError(code: code, message: message))"
        }
    }
    /// The same, for `dump` and debuggers.
    public var customMirror: Mirror { Mirror(self, children: ["outcome": description]) }
}
