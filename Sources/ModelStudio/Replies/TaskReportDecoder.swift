public import Failures
import FoundationEssentials

/// Reads the reply to a task query or a submit.
public enum TaskReportDecoder {
    /// Reads one reply with any of the result shapes of the model families.
    ///
    /// - Parameters:
    ///   - body: The HTTP body, bounded by the transport.
    ///   - taskID: The task asked for; a reply about another one is an error. `nil` takes the reply's own.
    /// - Throws: `studio.bad-reply`, `studio.wrong-task`, or what an error reply means.
    public static func decode(_ body: [UInt8], askedFor taskID: String? = nil) throws(Failure) -> TaskReport {
        guard let reply = JSONValue(parsing: body) else { throw badReply("is not JSON") }
        return try report(reply, askedFor: taskID)
    }

    static func report(_ reply: JSONValue, askedFor taskID: String? = nil) throws(Failure) -> TaskReport {
        guard let output = reply["output"], output.members != nil else {
            if reply["code"]?.text != nil { throw ServiceError.failure(status: 200, reply: reply) }
            throw badReply("has no output")
        }
        guard let id = output["task_id"]?.text ?? taskID else { throw badReply("has no task_id") }
        if let taskID, id != taskID {
            throw Failure(
                "studio.wrong-task", "Model Studio answered about task \(ServiceText.quoted(id))",
                disposition: .retry())
        }
        guard let status = output["task_status"]?.text.map(TaskStatus.init(name:)) else {
            throw badReply("has no task_status")
        }
        return TaskReport(
            taskID: id, status: status,
            results: status == .succeeded ? ResultExtraction.results(in: output) : [],
            submittedAt: time(output["submit_time"]), scheduledAt: time(output["scheduled_time"]),
            endedAt: time(output["end_time"]),
            code: output["code"]?.shownText ?? reply["code"]?.shownText,
            message: output["message"]?.shownText ?? reply["message"]?.shownText,
            requestID: reply["request_id"]?.shownText,
            usageJSON: reply["usage"].flatMap { $0.members == nil ? nil : $0.compactText })
    }

    static func badReply(_ what: String) -> Failure {
        Failure("studio.bad-reply", "the reply of Model Studio \(what)", disposition: .retry())
    }

    private static func time(_ value: JSONValue?) -> Date? {
        value?.text.flatMap(StudioTime.parse)
    }
}
