import Failures
import FoundationEssentials
import Manifest
import Settings

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

    /// What a program is told of a failure: an entry a mistake of the settings, otherwise one.
    static func all(_ failure: Failure, _ level: LogLevel, of key: VideoKey?) -> [LogEntry] {
        let mistakes = (failure.cause as? InvalidSettings)?.problems.map(\.description)
        return (mistakes ?? [failure.description]).map { message in
            var entry = LogEntry(level, message)
            entry.code = failure.code
            entry.key = key
            return entry
        }
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
