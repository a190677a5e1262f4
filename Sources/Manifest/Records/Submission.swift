public import FoundationEssentials

/// The intent to create one task, written down before the request leaves, and what became of it.
///
/// It never holds the input URLs, which may carry signatures.
public struct Submission: Sendable, Equatable {
    /// keepreel's own name of it, never used twice.
    public var token: String
    /// The user's own name of the job, where one was given.
    public var clientID: String?
    /// A digest of all that was asked for.
    public var fingerprint: String
    /// The model that is to run it.
    public var model: String
    /// The Model Studio region it goes to.
    public var region: String
    /// Where it stands.
    public var state: SubmissionState
    /// When it was begun, just before the request left.
    public var sentAt: Date
    /// The task it became; `nil` unless accepted.
    public var taskID: String?
    /// Why it is unclear, refused or abandoned; `nil` once accepted.
    public var error: RecordedError?
    /// When anything in this record last changed.
    public var updatedAt: Date

    /// - Parameters: as the properties of the same name; without `updatedAt` nothing has changed since `sentAt`.
    public init(
        token: String, clientID: String? = nil, fingerprint: String, model: String, region: String,
        state: SubmissionState = .sending, sentAt: Date, taskID: String? = nil, error: RecordedError? = nil,
        updatedAt: Date? = nil
    ) {
        self.token = token
        self.clientID = clientID
        self.fingerprint = fingerprint
        self.model = model
        self.region = region
        self.state = state
        self.sentAt = sentAt
        self.taskID = taskID
        self.error = error
        self.updatedAt = updatedAt ?? sentAt
    }
}
