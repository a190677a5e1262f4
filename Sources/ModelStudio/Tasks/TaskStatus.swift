/// Where an asynchronous task stands (Model Studio, "Manage asynchronous tasks").
public enum TaskStatus: Sendable, Hashable {
    case pending
    case running
    case succeeded
    case failed
    case canceled
    /// The task does not exist, has expired, or belongs to another account.
    case unknown
    /// A value not listed by the service, e.g. `SUSPENDED` or `POST-PROCESSING`: the task is still under way.
    case other(String)

    private static let named: [String: TaskStatus] = [
        "PENDING": .pending, "RUNNING": .running, "SUCCEEDED": .succeeded, "FAILED": .failed,
        "CANCELED": .canceled, "UNKNOWN": .unknown,
    ]

    /// - Parameter name: The value as the service writes it, in capitals. One that is not known is made fit to be shown.
    public init(name: String) {
        self = Self.named[name] ?? .other(ServiceText.shown(name))
    }

    /// The value as the service writes it; one that is not known as it may be shown.
    public var name: String {
        switch self {
        case .pending: "PENDING"
        case .running: "RUNNING"
        case .succeeded: "SUCCEEDED"
        case .failed: "FAILED"
        case .canceled: "CANCELED"
        case .unknown: "UNKNOWN"
        case .other(let name): name
        }
    }

    /// Whether the status will not change any more.
    public var isTerminal: Bool {
        switch self {
        case .succeeded, .failed, .canceled, .unknown: true
        case .pending, .running, .other: false
        }
    }
}
