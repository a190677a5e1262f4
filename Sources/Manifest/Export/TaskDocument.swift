/// What the manifest knows of one task as a JSON object of its own, `{"task_id":…,"videos":[…]}`, for a program that
/// knows the task's id and wants its links. The videos are objects as in an export.
public struct TaskDocument {
    /// The whole document so far, but its end.
    private var beginning: [UInt8]
    private var isEmpty = true

    /// A document without videos yet.
    public init(taskID: String) {
        beginning = Array("{\"task_id\":".utf8)
        JSONText.append(taskID, to: &beginning)
        beginning += ",\"videos\":[".utf8
    }

    /// Appends a video of the task; they come in the order of their index.
    public mutating func append(_ entry: ExportEntry) {
        if !isEmpty { beginning.append(UInt8(ascii: ",")) }
        isEmpty = false
        entry.appendJSON(to: &beginning)
    }

    /// The document as it is published.
    public var bytes: [UInt8] { beginning + Array("]}\n".utf8) }
}
