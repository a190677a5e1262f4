import FoundationEssentials
import Manifest

/// One line of the log, before it takes its form.
struct LogEntry: Equatable {
    var level: LogLevel
    var message: String
    /// The video, or the task, it is about.
    var key: VideoKey?
    /// The stable identifier of a failure.
    var code: String?
    /// The permanent URL of a video that was archived.
    var url: String?
    /// Its size.
    var bytes: Int64?

    init(_ level: LogLevel, _ message: String) {
        self.level = level
        self.message = message
    }

    /// `{"time":…,"level":…,"message":…}` and, where they are known, `task_id`, `index`, `code`, `url`, `bytes`.
    func json(at time: Date) -> String {
        let stamp = time.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        var fields = [
            "\"time\":\"\(stamp)\"", "\"level\":\"\(level.rawValue)\"", "\"message\":\(JSONLine.string(message))",
        ]
        if let key { fields += ["\"task_id\":\(JSONLine.string(key.taskID))", "\"index\":\(key.index)"] }
        if let code { fields.append("\"code\":\(JSONLine.string(code))") }
        if let url { fields.append("\"url\":\(JSONLine.string(url))") }
        if let bytes { fields.append("\"bytes\":\(bytes)") }
        return "{\(fields.joined(separator: ","))}"
    }
}
