public import FoundationEssentials

extension ModelStudioSimulator {
    /// Adds a task, or replaces the one of the same id.
    public func add(_ task: SimulatedTask) throws { try core.add(task) }

    /// Adds a task that has succeeded with one video.
    /// - Parameters:
    ///   - id: the task id.
    ///   - model: the model's name.
    ///   - video: the video's bytes.
    ///   - shape: where the URL stands in the reply.
    ///   - expiresIn: after how many seconds the URL dies; `nil`: as real ones do, just short of 24 hours.
    @discardableResult
    public func addFinished(
        id: String = UUID().uuidString.lowercased(), model: String = "wan2.2-animate-move", video: VideoBody,
        shape: ResultShape = .animate, expiresIn: TimeInterval? = nil
    ) throws -> SimulatedTask {
        var task = SimulatedTask(id: id, model: model, shape: shape, results: [.object(SimulatedObject(video))])
        task.urlExpires = expiresIn.map { now + $0 }
        try add(task)
        return task
    }

    /// Adds a task that has failed.
    @discardableResult
    public func addFailed(
        id: String = UUID().uuidString.lowercased(), code: String = "InternalError", message: String = "It failed."
    ) throws -> SimulatedTask {
        let task = SimulatedTask(id: id, schedule: .immediately(.failed), failure: (code, message))
        try add(task)
        return task
    }

    /// Changes a task while the simulator runs; queries so far are forgotten, objects stay as they are.
    public func update(_ id: String, _ change: @Sendable (inout SimulatedTask) -> Void) throws {
        try core.withState { state in
            guard var record = state.tasks[id] else { throw SimulationError.noSuchTask(id) }
            change(&record.task)
            record.submitTime = record.task.submitTime ?? record.submitTime
            record.queries = 0
            state.file(record)
        }
    }

    /// Says what becomes of a submitted task; without this it stays RUNNING after a first PENDING.
    public func whenSubmitted(_ change: @escaping @Sendable (SimulatedTask) -> SimulatedTask) {
        core.withState { $0.submitted = change }
    }

    /// Forgets a task, as if it had never been.
    public func remove(_ id: String) { core.withState { $0.remove(id) } }

    /// The ids of all tasks.
    public var taskIDs: [String] { core.withState { $0.tasks.keys.sorted() } }

    /// How often a task was queried since it was added or changed.
    public func queries(of id: String) -> Int { core.withState { $0.tasks[id]?.queries ?? 0 } }
}
