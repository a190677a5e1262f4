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

    /// How the line about a lost video begins.
    static let loss = "LOST"

    init(_ level: LogLevel, _ message: String) {
        self.level = level
        self.message = message
    }

    /// `keepreel: message`, and `keepreel: warning: message`.
    var text: TintedText {
        let name = TintedText(Console.name)
        if level == .warning { return name + TintedText("warning:", .caution) + TintedText(" \(message)") }
        guard message.hasPrefix(Self.loss) else { return name + TintedText(message) }
        return name + TintedText(Self.loss, .bad) + TintedText(String(message.dropFirst(Self.loss.count)))
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
