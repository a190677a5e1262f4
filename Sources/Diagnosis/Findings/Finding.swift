public import Failures

/// One thing the doctor looked at.
public struct Finding: Sendable, Equatable {
    /// Stable name, area first, e.g. `storage.write`.
    public let id: String
    /// How much it matters.
    public let level: FindingLevel
    /// What was found, in one sentence without the final period.
    public let found: String
    /// What to do about it; `nil` where nothing needs doing.
    public let remedy: String?
    /// What it means for the exit status; `done` unless it is a failure.
    public let status: ExitStatus

    private init(_ id: String, _ level: FindingLevel, _ found: String, _ remedy: String?, _ status: ExitStatus) {
        self.id = id
        self.level = level
        self.found = found
        self.remedy = remedy
        self.status = status
    }

    static func ok(_ id: String, _ found: String) -> Finding { Finding(id, .ok, found, nil, .done) }

    static func note(_ id: String, _ found: String, remedy: String? = nil) -> Finding {
        Finding(id, .note, found, remedy, .done)
    }

    static func warning(_ id: String, _ found: String, remedy: String) -> Finding {
        Finding(id, .warning, found, remedy, .done)
    }

    /// What a failure of a check says. One that may pass is told as a service that is out of reach.
    static func failure(_ id: String, _ failure: Failure) -> Finding {
        let status = failure.exitStatus
        return Finding(id, .failure, failure.message, failure.remedy, status == .unfinished ? .unavailable : status)
    }

    /// A failure of something keepreel can do without.
    static func warning(_ id: String, _ failure: Failure, remedy: String) -> Finding {
        Finding(id, .warning, failure.message, failure.remedy ?? remedy, .done)
    }
}
