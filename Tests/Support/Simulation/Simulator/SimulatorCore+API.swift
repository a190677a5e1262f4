import FoundationEssentials

extension SimulatorCore {
    /// Answers a query and counts it.
    func query(id: String, requestID: String) throws -> Data {
        let (record, status, now) = withState { state in
            let now = state.now
            let known = state.change(id) { record in
                record.show(now: now)
                let status = record.status(now: now)
                record.queries += 1
                return (record, status, now)
            }
            let stranger = SimulatedTask(id: id, schedule: .immediately(.unknown))
            return known ?? (TaskRecord(stranger, now: now), TaskStatus.unknown, now)
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

    func list(_ query: TaskListQuery, requestID: String) throws -> JSON {
        let (hook, number) = withState { state in
            state.listRequests += 1
            return (state.beforeList, state.listRequests)
        }
        // Outside the lock: the hook may change the books.
        try hook?(ListRequest(number: number, page: query.pageNumber, pageSize: query.pageSize))
        let (hits, now) = withState { state in
            let now = state.now
            return (state.listed { query.matches($0, now: now, lag: options.listLag) }, now)
        }
        return query.reply(hits: hits, now: now, options: options, requestID: requestID)
    }

    /// Takes in a new task; answers its id.
    func submit(_ request: SubmitRequest, headers: [String: String]) throws -> String {
        let plain = SimulatedTask(
            model: request.model,
            schedule: StatusSchedule([.init(.pending, queries: 1)], then: .running))
        var task = withState { $0.submitted }(plain)
        let isResolving = headers["x-dashscope-ossresourceresolve"] == "enable"
        if let failure = inputFailure(of: request, isResolving: isResolving) {
            task.schedule = StatusSchedule([.init(.pending, queries: 1)], then: .failed)
            task.results = []
            task.failure = failure
        }
        try add(task)
        let order = SubmittedOrder(taskID: task.id, request: request, headers: headers)
        withState { $0.submits.append(order) }
        return order.taskID
    }

    /// Cancels a pending task; answers whether it was one.
    func cancel(id: String) -> Bool {
        withState { state in
            let now = state.now
            return state.change(id) { record in
                guard record.status(now: now) == .pending else { return false }
                record.task.schedule = .immediately(.canceled)
                record.task.endTime = now
                return true
            } ?? false
        }
    }
}

extension SimulatorCore {
    /// Forgets all requests, and all queries of tasks, so that their schedules begin anew.
    func reset() {
        log.clear()
        withState { state in
            for id in state.tasks.keys { state.change(id) { $0.queries = 0 } }
        }
    }
}
