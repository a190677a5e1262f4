/// A `task_status`; any other text may be given, too, for services yet to come.
public struct TaskStatus: RawRepresentable, Sendable, Hashable {
    /// The text on the wire.
    public var rawValue: String

    /// Takes the text on the wire.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Waiting to be processed; the only state that can be canceled.
    public static let pending = TaskStatus(rawValue: "PENDING")
    /// Being processed.
    public static let running = TaskStatus(rawValue: "RUNNING")
    /// Held up; the service goes on later.
    public static let suspended = TaskStatus(rawValue: "SUSPENDED")
    /// A stage before the work of some models.
    public static let preProcessing = TaskStatus(rawValue: "PRE-PROCESSING")
    /// A stage after the work of some models.
    public static let postProcessing = TaskStatus(rawValue: "POST-PROCESSING")
    /// Done.
    public static let succeeded = TaskStatus(rawValue: "SUCCEEDED")
    /// Ended without a result.
    public static let failed = TaskStatus(rawValue: "FAILED")
    /// Canceled before it was processed.
    public static let canceled = TaskStatus(rawValue: "CANCELED")
    /// Not existing, expired, or another account's.
    public static let unknown = TaskStatus(rawValue: "UNKNOWN")

    /// Whether nothing changes any more.
    var isFinal: Bool { [.succeeded, .failed, .canceled, .unknown].contains(self) }
}
