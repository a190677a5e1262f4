import Failures
import FoundationEssentials

/// Reads a page of the task list.
enum TaskPageDecoder {
    static func decode(_ body: [UInt8]) throws(Failure) -> TaskPage {
        guard let reply = JSONValue(parsing: body) else { throw TaskReportDecoder.badReply("is not JSON") }
        let total = (reply["total"] ?? reply["output"]?["total"])?.wholeNumber
        if let rows = rows(in: reply) { return TaskPage(total: total.map { Int($0) } ?? rows.count, rows: rows) }
        if total == 0 { return TaskPage(total: 0, rows: []) }
        if reply["code"]?.text != nil { throw ServiceError.failure(status: 200, reply: reply) }
        throw TaskReportDecoder.badReply("has no list of tasks")
    }

    /// The rows stand in `data`; gateways and the SDK's model of the reply have them in `output.tasks` or `tasks`. A list
    /// of anything but tasks gives `nil`.
    static func rows(in reply: JSONValue) -> [TaskRow]? {
        let lists = [reply["data"], reply["output"]?["tasks"], reply["tasks"]]
        guard let elements = lists.lazy.compactMap({ $0?.elements }).first else { return nil }
        let rows = elements.compactMap(row)
        return rows.isEmpty && !elements.isEmpty ? nil : rows
    }

    /// The model of a `user_api_unique_key`, `apikey:version:group:task:function:model`, fit to be shown.
    static func model(ofUniqueKey key: String?) -> String? {
        let parts = (key ?? "").split(separator: ":", maxSplits: 5)
        return parts.count > 1 ? parts.last.map { ServiceText.shown(String($0)) } : nil
    }

    private static func row(_ value: JSONValue) -> TaskRow? {
        guard let id = value["task_id"]?.text else { return nil }
        return TaskRow(
            taskID: id, status: TaskStatus(name: (value["status"] ?? value["task_status"])?.text ?? ""),
            model: value["model_name"]?.shownText ?? model(ofUniqueKey: value["user_api_unique_key"]?.text),
            createdAt: time(value["gmt_create"]), endedAt: time(value["end_time"]))
    }

    /// Epoch milliseconds.
    private static func time(_ value: JSONValue?) -> Date? {
        guard let milliseconds = value?.wholeNumber, milliseconds > 0 else { return nil }
        return Date(timeIntervalSince1970: Double(milliseconds) / 1000)
    }
}
