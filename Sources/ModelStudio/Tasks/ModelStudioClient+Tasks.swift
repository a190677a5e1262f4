public import Failures
public import FoundationEssentials
import HTTPTransport
import WireFormats

extension ModelStudioClient {
    /// What the service says of one task. A failed or unknown task is an answer, not an error.
    ///
    /// - Throws: The last failure once the retries are used up, any other at once.
    public func query(_ taskID: String) async throws(Failure) -> TaskReport {
        try TaskID.validate(taskID)
        return try await call(request("GET", "/tasks/\(taskID)")) { body throws(Failure) in
            try TaskReportDecoder.decode(body, askedFor: taskID)
        }
    }

    /// One page of the tasks created within a window.
    ///
    /// - Parameters:
    ///   - from: Start of the window. Which clock the service reads it by is not documented; UTC+8 is sent, so ask with
    ///     a margin and filter on the rows' own times.
    ///   - to: End of the window, at most 24 hours after the start.
    ///   - page: From 1.
    ///   - size: Rows a page, 1 to 100.
    ///   - status: Only tasks of that status.
    ///   - model: Only tasks of that model.
    public func list(
        from: Date, to: Date, page: Int = 1, size: Int = 100, status: TaskStatus? = nil, model: String? = nil
    ) async throws(Failure) -> TaskPage {
        let parameters: [(String, String?)] = [
            ("page_no", String(page)), ("page_size", String(size)),
            ("start_time", StudioTime.listParameter(from)), ("end_time", StudioTime.listParameter(to)),
            ("status", status?.name), ("model_name", model),
        ]
        let query = parameters.compactMap { name, value in value.map { "\(name)=\(PercentEncoding.component($0))" } }
        return try await call(request("GET", "/tasks?" + query.joined(separator: "&")), TaskPageDecoder.decode)
    }

    /// What the list of tasks says of one task, asked for by its id (Model Studio, "Manage asynchronous tasks": `task_id`
    /// gives only that task).
    ///
    /// - Returns: `nil` where the list does not name it. It goes back 24 hours.
    public func row(of taskID: String) async throws(Failure) -> TaskRow? {
        try TaskID.validate(taskID)
        let page = try await call(request("GET", "/tasks?task_id=\(taskID)"), TaskPageDecoder.decode)
        return page.rows.first { $0.taskID == taskID }
    }

    /// Cancels a task that is still waiting.
    ///
    /// - Throws: `studio.not-cancelable`, to be given up, when it is not PENDING. A repeated attempt answers so as well
    ///   when the first went through and its reply was lost; a query tells which.
    public func cancel(_ taskID: String) async throws(Failure) {
        try TaskID.validate(taskID)
        var request = request("POST", "/tasks/\(taskID)/cancel", body: [])
        // So that every repetition is one of ours, and known.
        request.isSentOnce = true
        try await repeating { number throws(Failure) in
            do throws(Failure) {
                try Self.confirmCancelled(try await body(of: request))
            } catch {
                guard number > 0, error.code == ServiceRule.notCancelable else { throw error }
                var failure = error
                failure.message += "; an attempt before this one, whose reply was lost, may have cancelled it"
                failure.remedy = "query the task to see whether it is CANCELED"
                throw failure
            }
        }
    }

    /// The reply names nothing but its request.
    private static func confirmCancelled(_ body: [UInt8]) throws(Failure) {
        guard let reply = JSONValue(parsing: body), reply.members != nil else {
            throw TaskReportDecoder.badReply("to a cancel is not JSON")
        }
        if reply["code"]?.text != nil { throw ServiceError.failure(status: 200, reply: reply) }
    }
}
