public import FoundationEssentials

/// One asynchronous task as the simulated service knows it.
public struct SimulatedTask: Sendable {
    /// One entry of what a finished task brought forth.
    public enum Result: Sendable {
        /// An object in the result bucket.
        case object(SimulatedObject)
        /// An entry that failed while others did not (image models).
        case failed(code: String, message: String)
    }

    /// The task id.
    public var id: String
    /// The model's name.
    public var model: String
    /// What its queries show.
    public var schedule: StatusSchedule
    /// Where the URLs stand.
    public var shape: ResultShape
    /// What it brings forth.
    public var results: [Result]
    /// `code` and `message` once it has failed.
    public var failure: (code: String, message: String)
    /// When it was submitted; `nil`: three minutes before it was added if it is finished, else when it was added.
    public var submitTime: Date?
    /// When its processing began; `nil`: when a query first shows it.
    public var scheduledTime: Date?
    /// When it ended; `nil`: when a query first shows it.
    public var endTime: Date?
    /// When its URLs die; `nil`: 24 hours after its end, less the two seconds real URLs show.
    public var urlExpires: Date?
    /// Whether every query gets a URL signed anew, that lives 24 hours from then.
    public var signsEveryQuery = false

    /// Describes a task.
    /// - Parameters:
    ///   - id: the task id.
    ///   - model: the model's name.
    ///   - schedule: what its queries show.
    ///   - shape: where the URLs stand.
    ///   - results: what it brings forth.
    ///   - failure: `code` and `message` once it has failed.
    public init(
        id: String = UUID().uuidString.lowercased(), model: String = "wan2.2-animate-move",
        schedule: StatusSchedule = .immediately(.succeeded), shape: ResultShape = .animate, results: [Result] = [],
        failure: (code: String, message: String) = ("InternalError", "The task failed.")
    ) {
        self.id = id
        self.model = model
        self.schedule = schedule
        self.shape = shape
        self.results = results
        self.failure = failure
    }
}
