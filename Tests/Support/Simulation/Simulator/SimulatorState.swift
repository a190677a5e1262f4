import FoundationEssentials

/// Everything of a simulator that changes.
struct SimulatorState: Sendable {
    /// By task id.
    private(set) var tasks: [String: TaskRecord] = [:]
    /// By key.
    var objects: [String: StoredObject] = [:]
    /// By key.
    var objectFaults: [String: FaultPlan<Fault>] = [:]
    var apiFaults: [APIEndpoint: FaultPlan<APIFault>] = [:]
    /// Faults that happened so far.
    var faultsGiven = (objects: 0, api: 0)
    var rateLimit = RateLimit()
    /// How far the simulated clock is ahead, in seconds.
    var clockOffset: TimeInterval = 0
    /// In which order tasks are listed.
    private var order: TaskOrder
    /// How many pages of the list were asked for.
    var listRequests = 0
    /// Is called before a page of the list is made.
    var beforeList: (@Sendable (ListRequest) throws -> Void)?
    /// The accepted submits, in their order.
    var submits: [SubmittedOrder] = []
    /// By their texts.
    var uploadPolicies: [String: UploadPolicy] = [:]
    /// In their order.
    var uploads: [UploadedFile] = []
    /// The disturbances that come by chance.
    var disturbances: [RandomDisturbance] = []
    /// What a submitted task becomes.
    var submitted: @Sendable (SimulatedTask) -> SimulatedTask = { $0 }

    init(listOrder: ListOrder) { order = TaskOrder(listOrder) }

    var now: Date { Date() + clockOffset }

    /// Puts a task into the books, new or changed so that its place in lists may be another.
    mutating func file(_ record: TaskRecord) {
        if let earlier = tasks.updateValue(record, forKey: record.task.id) { order.remove(earlier) }
        order.insert(record)
    }

    /// The tasks that fulfil a condition, in the order of lists.
    func listed(where isListed: (TaskRecord) -> Bool) -> [TaskRecord] {
        order.ids.compactMap { tasks[$0] }.filter(isListed)
    }

    /// Takes a task out of the books.
    mutating func remove(_ id: String) {
        if let record = tasks.removeValue(forKey: id) { order.remove(record) }
    }

    /// Changes a task without changing its place in lists; answers `nil` if there is none.
    mutating func change<Result>(_ id: String, _ body: (inout TaskRecord) -> Result) -> Result? {
        guard let index = tasks.index(forKey: id) else { return nil }
        return body(&tasks.values[index])
    }
}
