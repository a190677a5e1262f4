import Archiving
import Failures
import Synchronization

/// The first thing a run tells that went wrong, as its record keeps it.
final class FirstError: Sendable {
    /// Characters that are kept of it.
    private static let limit = 300

    private let line = Mutex<String?>(nil)

    /// It; `nil` while nothing went wrong.
    var text: String? { line.withLock { $0 } }

    /// Takes note of an event; called from several threads.
    func observe(_ event: RunEvent) {
        guard let entry = LogEntry(event), entry.level == .error else { return }
        line.withLock { line in line = line ?? Self.kept(entry.message) }
    }

    /// One line of it.
    static func kept(_ message: String) -> String {
        let line = message.split(whereSeparator: \.isNewline).map { $0.drop(while: \.isWhitespace) }.joined(
            separator: " ")
        return line.count > limit ? line.prefix(limit) + "…" : line
    }
}
