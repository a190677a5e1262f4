public import Failures

/// Reads the lines people and tools feed: task ids, and the JSON documents Model Studio itself sends.
public enum TaskIntake {
    /// The tasks a line tells of; none for a blank line or a `#` comment.
    ///
    /// Taken are a plain task id or the URL of its query, a JSON string, an object with `task_id`, a reply to submit,
    /// query or list, an EventBridge CloudEvent of a finished task, and a JSON array of these, also line by line.
    /// - Throws: `studio.bad-task-id` or `studio.bad-task-line`, which concern this line only.
    public static func parse(_ line: String) throws(Failure) -> [IntakeItem] {
        let text = trimmed(line)
        switch text.first {
        case nil, "#": return []
        // The lines around the elements of a copied array.
        case "[" where text.count == 1, "]" where text.count == 1: return []
        case "{", "[", "\"":
            guard let document = JSONValue(parsing: Array(text.utf8)) else { throw problem(text, "is not valid JSON") }
            return try items(document, text)
        default:
            return [try pasted(text)]
        }
    }

    private static func items(_ document: JSONValue, _ line: String) throws(Failure) -> [IntakeItem] {
        switch document {
        case .string(let id):
            return [try pasted(id)]
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
            return [
                try item(report.taskID, model: model(of: object), report: saysAll(report) ? report : nil)
            ]
        }
        if let rows = TaskPageDecoder.rows(in: object) {
            var all: [IntakeItem] = []
            for row in rows { all.append(try item(row.taskID, model: row.model)) }
            return all
        }
        // An event says that the task ended, but only a query brings the result.
        for place in [object["data"], object] {
            if let id = place?["task_id"]?.text { return [try item(id, model: place.flatMap(model))] }
        }
        if let events = (object["events"] ?? object["Records"])?.elements { return try items(.array(events), line) }
        throw problem(line, nameless(object))
    }

    /// What a reply without a task is, as far as its members tell.
    private static func nameless(_ object: JSONValue) -> String {
        if let code = object["code"]?.shownText { return "is an error reply (\(code.prefix(40))) and names no task" }
        if object["request_id"] != nil, object.members?.count == 1 {
            return "names no task, as the reply to a cancel"
        }
        return "names no task"
    }

    /// Whether the task need not be asked for again. A success without its results may be a shortened copy, and a task
    /// unknown then may have been asked for in another region: taken at their word, they would give up a paid result.
    private static func saysAll(_ report: TaskReport) -> Bool {
        switch report.status {
        case .succeeded: !report.results.isEmpty
        case .unknown: false
        default: true
        }
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

    private static func pasted(_ text: String) throws(Failure) -> IntakeItem {
        try item(String(PastedID.plain(text[...])))
    }

    private static func item(
        _ id: String, model: String? = nil, report: TaskReport? = nil
    ) throws(Failure) -> IntakeItem {
        try TaskID.validate(bounded(id))
        return IntakeItem(taskID: id, model: model, report: report)
    }

    private static func problem(_ line: String, _ what: String) -> Failure {
        Failure(
            "studio.bad-task-line", "\(ServiceText.quoted(bounded(line))) \(what)",
            remedy: "give a task id, an object with task_id, or a reply or event of Model Studio",
            disposition: .giveUp)
    }

    /// What is longer than any task id is cut to what may be quoted. The ellipsis is in no id, so it never passes as
    /// one; counted are scalars, as a character may have any number of them.
    private static func bounded(_ text: String) -> String {
        guard text.utf8.count > 128 else { return text }
        return String(ServiceText.shown(text).unicodeScalars.prefix(59)) + "\u{2026}"
    }

    /// Without surrounding white space, the byte order mark some tools write, and the comma behind an array's element.
    private static func trimmed(_ line: String) -> String {
        var text = line[...]
        while let first = text.first, first.isWhitespace || first == "\u{FEFF}" { text.removeFirst() }
        while let last = text.last, last.isWhitespace || last == "," { text.removeLast() }
        return String(text)
    }
}
