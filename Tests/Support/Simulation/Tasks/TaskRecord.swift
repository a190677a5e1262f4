import FoundationEssentials

/// A task in the service's books.
struct TaskRecord: Sendable {
    /// How long a task id is known.
    static let lifetime: TimeInterval = 24 * 3600
    /// Real URLs die one to twelve seconds before 24 hours are over.
    static let urlLifetime: TimeInterval = 24 * 3600 - 2

    var task: SimulatedTask
    var submitTime: Date
    var queries = 0
    let retention: Retention
    /// The keys of its results, `nil` for entries that failed.
    var keys: [String?] = []

    init(_ task: SimulatedTask, now: Date, retention: Retention = .fromSubmission) {
        self.task = task
        self.retention = retention
        let isFinished = task.schedule.status(afterQueries: 0).isFinal
        submitTime = task.submitTime ?? (isFinished ? now - 180 : now)
        show(now: now)
    }

    /// What the next query sees, were it now.
    func status(now: Date) -> TaskStatus {
        now > keptFrom(now: now) + Self.lifetime ? .unknown : task.schedule.status(afterQueries: queries)
    }

    private func keptFrom(now: Date) -> Date {
        switch retention {
        case .fromSubmission: submitTime
        case .fromEnd: task.endTime ?? now
        }
    }

    /// Fills in the times a status brings with it.
    mutating func show(now: Date) {
        let status = status(now: now)
        if status != .pending, task.scheduledTime == nil { task.scheduledTime = min(now, submitTime + 15) }
        if status.isFinal, task.endTime == nil { task.endTime = now }
    }

    /// When a URL that is handed out now dies.
    func urlExpiry(now: Date) -> Date {
        if task.signsEveryQuery { return now + Self.urlLifetime }
        return task.urlExpires ?? (task.endTime ?? now) + Self.urlLifetime
    }
}
