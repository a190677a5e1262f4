import FoundationEssentials

extension SimulatorCore {
    /// Answers a query and counts it.
    func query(id: String, requestID: String) throws -> Data {
        let (record, status, now) = withState { state in
            let now = state.now
            guard var record = state.tasks[id] else {
                let stranger = SimulatedTask(id: id, schedule: .immediately(.unknown))
                return (TaskRecord(stranger, now: now), TaskStatus.unknown, now)
            }
            record.show(now: now)
            let status = record.status(now: now)
            record.queries += 1
            state.tasks[id] = record
            return (record, status, now)
        }
        return try TaskReply(
            record: record, status: status, urls: urls(of: record, now: now), requestID: requestID
        ).body()
    }

    /// The signed URL of each result; `nil` where it failed.
    func urls(of record: TaskRecord, now: Date) -> [String?] {
        let expires = record.urlExpiry(now: now)
        return record.keys.map { key in key.map { signedURL(key: $0, expires: expires) } }
    }

    func list(_ query: TaskListQuery, requestID: String) -> JSON {
        let (records, now) = withState { (Array($0.tasks.values), $0.now) }
        return query.reply(records: records, now: now, region: options.region, requestID: requestID)
    }

    /// Takes in a new task; answers its id.
    func submit(_ request: SubmitRequest) throws -> String {
        let plain = SimulatedTask(
            model: request.model,
            schedule: StatusSchedule([.init(.pending, queries: 1)], then: .running))
        let task = withState { $0.submitted }(plain)
        try add(task)
        return task.id
    }

    /// Cancels a pending task; answers whether it was one.
    func cancel(id: String) -> Bool {
        withState { state in
            guard var record = state.tasks[id], record.status(now: state.now) == .pending else { return false }
            record.task.schedule = .immediately(.canceled)
            record.task.endTime = state.now
            state.tasks[id] = record
            return true
        }
    }
}

extension SimulatorCore {
    /// Forgets all requests, and all queries of tasks, so that their schedules begin anew.
    func reset() {
        log.clear()
        withState { state in
            for id in state.tasks.keys { state.tasks[id]?.queries = 0 }
        }
    }
}
