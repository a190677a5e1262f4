/// One failure as a person is told of it, and as the program decides on it.
///
/// `code` is stable and may be matched by scripts; `message` says what happened and `remedy` what to do. Neither ever
/// holds a secret or the query of a signed URL.
public struct Failure: Error, Sendable {
    /// Stable identifier in kebab case with its area first, e.g. `storage.access-denied`.
    public var code: String
    /// What happened, in one sentence without the final period.
    public var message: String
    /// What the user can do about it; `nil` where nothing needs doing.
    public var remedy: String?
    /// What is to be done about it.
    public var disposition: Disposition
    /// The error below this one, for debugging; its text may be the library's own.
    public var cause: (any Error)?

    /// A failure in its three parts, what to do about it, and what caused it.
    public init(
        _ code: String, _ message: String, remedy: String? = nil, disposition: Disposition,
        cause: (any Error)? = nil
    ) {
        self.code = code
        self.message = message
        self.remedy = remedy
        self.disposition = disposition
        self.cause = cause
    }

    /// The same failure told of one task or object: `subject: message`.
    public func concerning(_ subject: String) -> Failure {
        var failure = self
        failure.message = "\(subject): \(message)"
        return failure
    }
}

extension Failure: CustomStringConvertible {
    /// Message and remedy as they are printed: `what happened; what to do`.
    public var description: String {
        guard let remedy else { return message }
        return "\(message); \(remedy)"
    }
}

extension Failure {
    /// What this failure means for the whole process, should it be the only one.
    public var exitStatus: ExitStatus {
        switch disposition {
        case .stop(let status): status
        case .unreachable: .unavailable
        case .retry, .renewSource, .refuseContent, .giveUp: .unfinished
        }
    }
}
