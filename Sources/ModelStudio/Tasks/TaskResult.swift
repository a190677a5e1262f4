public import Media

/// One entry of a succeeded task's results.
public struct TaskResult: Sendable, Equatable {
    /// What came of the entry.
    public enum Outcome: Sendable, Equatable {
        /// A file behind a temporary signed URL, and what its bytes should be.
        case media(url: String, kind: ExpectedContent)
        /// The service made nothing of this entry; the task's other entries are not concerned.
        case failed(code: String, message: String)
    }

    /// Position in the reply's list, counted from 0. It stays the same when entries before it failed.
    public var index: Int
    /// The file, or why there is none.
    public var outcome: Outcome

    /// One entry at its place in the list.
    public init(index: Int, outcome: Outcome) {
        self.index = index
        self.outcome = outcome
    }
}
