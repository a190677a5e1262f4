public import Failures

/// Reads the lines people and tools feed: task ids, and the JSON documents Model Studio itself sends.
public enum TaskIntake {
    /// The tasks a line tells of; none for a blank line or a `#` comment.
    ///
    /// Taken are a plain task id, a JSON string, an object with `task_id`, a reply to submit, query or list, an
    /// EventBridge CloudEvent of a finished task, and a JSON array of these.
    /// - Throws: `studio.bad-task-id` or `studio.bad-task-line`, which concern this line only.
    public static func parse(_ line: String) throws(Failure) -> [IntakeItem] {
        let text = trimmed(line)
        switch text.first {
        case nil, "#": return []
        case "{", "[", "\"":
            guard let document = JSONValue(parsing: Array(text.utf8)) else { throw problem(text, "is not valid JSON") }
            return try items(document, text)
        default:
            return [try item(text)]
        }
    }

    private static func items(_ document: JSONValue, _ line: String) throws(Failure) -> [IntakeItem] {
        switch document {
        case .string(let id):
            return [try item(id)]
        case .array(let elements):
            var all: [IntakeItem] = []
            for element in elements { all += try items(element, line) }
            return all
        case .object:
            return try tasks(of: document, line)
        default:
            throw problem(line, "names no task")
        }
    }

    private static func tasks(of object: JSONValue, _ line: String) throws(Failure) -> [IntakeItem] {
        if object["output"]?["task_id"] != nil {
            let report = try reply(object, line)
            return [try item(report.taskID, model: model(of: object), report: report)]
        }
        if let rows = TaskPageDecoder.rows(in: object) {
            var all: [IntakeItem] = []
            for row in rows { all.append(try item(row.taskID, model: row.model)) }
            return all
        }
        for place in [object["data"], object] {
            if let id = place?["task_id"]?.text { return [try item(id, model: place.flatMap(model))] }
        }
        throw problem(line, "names no task")
    }

    /// A reply that cannot be read is a problem of the line, and not to be tried again.
    private static func reply(_ object: JSONValue, _ line: String) throws(Failure) -> TaskReport {
        do throws(Failure) {
            return try TaskReportDecoder.report(object)
        } catch {
            throw problem(line, "is no usable reply: \(error.message)")
        }
    }

    private static func model(of object: JSONValue) -> String? {
        (object["model"] ?? object["model_name"])?.shownText
            ?? TaskPageDecoder.model(ofUniqueKey: object["user_api_unique_key"]?.text)
    }

    private static func item(
        _ id: String, model: String? = nil, report: TaskReport? = nil
    ) throws(Failure) -> IntakeItem {
        try TaskID.validate(id)
        return IntakeItem(taskID: id, model: model, report: report)
    }

    private static func problem(_ line: String, _ what: String) -> Failure {
        Failure(
            "studio.bad-task-line", "\(ServiceText.quoted(line)) \(what)",
            remedy: "give a task id, an object with task_id, or a reply or event of Model Studio",
            disposition: .giveUp)
    }

    /// Without surrounding white space and the byte order mark some tools write.
    private static func trimmed(_ line: String) -> String {
        let text = line.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        let kept = text.lastIndex { !$0.isWhitespace }.map { text[...$0] }
        return kept.map(String.init) ?? ""
    }
}
