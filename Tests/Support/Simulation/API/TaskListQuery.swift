import FoundationEssentials

/// What a list request asks for.
struct TaskListQuery: Sendable {
    var taskID: String?
    var model: String?
    var status: TaskStatus?
    var window: ClosedRange<Date>
    var pageNumber = 1
    var pageSize = 10

    private static let day: TimeInterval = 24 * 3600
    private static let names: Set = [
        "task_id", "start_time", "end_time", "model_name", "status", "page_no", "page_size", "api_key_id", "region",
    ]

    init(_ request: IncomingRequest, now: Date, zone: ListZone) throws(APIError) {
        if let unknown = request.query.first(where: { !Self.names.contains($0.name) }) {
            throw .invalid("\(unknown.name) is not a known parameter.")
        }
        taskID = request.query("task_id")
        model = request.query("model_name")
        status = request.query("status").map(TaskStatus.init)
        window = try Self.window(
            from: try Self.moment(request.query("start_time"), "start_time", zone),
            to: try Self.moment(request.query("end_time"), "end_time", zone), now: now)
        if let text = request.query("page_no") {
            guard let number = Int(text), number >= 1 else { throw .invalid("page_no must be 1 or more.") }
            pageNumber = number
        }
        if let text = request.query("page_size") {
            guard let size = Int(text), (1...100).contains(size) else {
                throw .invalid("page_size must be between 1 and 100.")
            }
            pageSize = size
        }
    }

    /// The reply: flat, times in epoch milliseconds, no URLs.
    /// - Parameter hits: all tasks that are looked for, in their order.
    func reply(hits: [TaskRecord], now: Date, options: SimulatorOptions, requestID: String) -> JSON {
        // Where pages overlap by a row, each brings one row less that is new.
        let step = options.repeatsRows && pageSize > 1 ? pageSize - 1 : pageSize
        let pages = hits.count <= pageSize ? min(hits.count, 1) : (hits.count - pageSize + step - 1) / step + 1
        let page = hits.dropFirst((pageNumber - 1) * step).prefix(pageNumber <= pages ? pageSize : 0)
        return [
            "request_id": .string(requestID), "total": .integer(Int64(hits.count)),
            "total_page": .integer(Int64(pages)),
            "page_no": .integer(Int64(pageNumber)), "page_size": .integer(Int64(pageSize)),
            "data": .array(page.map { row(of: $0, now: now, region: options.region, requestID: requestID) }),
        ]
    }

    /// Whether a task is looked for and can be seen already.
    func matches(_ record: TaskRecord, now: Date, lag: TimeInterval) -> Bool {
        if now < record.submitTime + lag { return false }
        let shown = record.status(now: now)
        if shown == .unknown { return false }
        if let taskID { return record.task.id == taskID }
        return window.contains(record.submitTime) && (model == nil || model == record.task.model)
            && (status == nil || status == shown)
    }

    private func row(of record: TaskRecord, now: Date, region: String, requestID: String) -> JSON {
        let model = record.task.model
        var row: [String: JSON] = [
            "task_id": .string(record.task.id), "status": .string(record.status(now: now).rawValue),
            "model_name": .string(model), "region": .string(region), "request_id": .string(requestID),
            "api_key_id": "1500", "caller_uid": "1000000000000001", "caller_parent_id": "1000000000000001",
            "user_api_unique_key": .string("apikey:v1:aigc:image2video:video-synthesis:\(model)"),
            "gmt_create": .integer(StudioTime.epochMilliseconds(record.submitTime)),
        ]
        if let date = record.task.scheduledTime { row["start_time"] = .integer(StudioTime.epochMilliseconds(date)) }
        if let date = record.task.endTime { row["end_time"] = .integer(StudioTime.epochMilliseconds(date)) }
        return .object(row)
    }

    private static func moment(_ text: String?, _ name: String, _ zone: ListZone) throws(APIError) -> Date? {
        guard let text else { return nil }
        guard let moment = StudioTime.parse(compact: text, zone: zone.timeZone) else {
            throw .invalid("\(name) must be YYYYMMDDhhmmss.")
        }
        return moment
    }

    /// Neither end given: the last 24 hours; one given: 24 hours from or up to it.
    private static func window(from: Date?, to: Date?, now: Date) throws(APIError) -> ClosedRange<Date> {
        let start = from ?? (to ?? now) - day
        let end = to ?? (from.map { $0 + day } ?? now)
        guard start <= end, end.timeIntervalSince(start) <= day else {
            throw .invalid("start_time and end_time must be at most 24 hours apart.")
        }
        return start...end
    }
}
