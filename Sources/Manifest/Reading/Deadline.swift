/// When a video that is not archived yet will be out of reach, in SQL.
///
/// The end of its URL where that is known; otherwise 24 hours after the task ended or, before that, began: so long does
/// Model Studio keep tasks and their results.
enum Deadline {
    static let sql = "coalesce(video.expires_at, coalesce(task.ended_at, task.began_at) + 86400000)"

    /// States in which a deadline matters.
    static let openStates = "('waiting', 'pending', 'archiving')"
}
