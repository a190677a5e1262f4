public import FoundationEssentials

/// When a video that is not archived yet will be out of reach, which two clocks decide: that of its URL and that of its
/// task's id.
public enum Deadline {
    /// Seconds for which Model Studio answers for a task, counted from its submission
    /// ("Wan image-to-action API reference" of Model Studio: a task id is valid for 24 hours).
    public static let retention: TimeInterval = 86_400

    static let retentionInMilliseconds = Int64(retention * 1000)

    /// The time to plan with once a source URL is known: the earlier of its end and that of the task's id; `nil` where
    /// neither is known.
    ///
    /// - Parameters:
    ///   - expiresAt: when the source URL dies.
    ///   - submittedAt: when the service took the task in.
    static func due(expiresAt: Date?, submittedAt: Date?) -> Date? {
        let forgottenAt = submittedAt.map { $0 + retention }
        guard let expiresAt, let forgottenAt else { return expiresAt ?? forgottenAt }
        return min(expiresAt, forgottenAt)
    }

    /// The same in SQL. Without a URL, or where neither clock is known, the task's beginning counts as its submission.
    static let sql = "coalesce(video.due_at, video.expires_at, task.began_at + \(retentionInMilliseconds))"

    /// States in which a deadline matters.
    static let openStates = "('waiting', 'pending', 'archiving')"
}
