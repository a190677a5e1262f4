import Synchronization

/// Statements as SQLite was given them.
final class StatementLog: Sendable {
    private let texts = Mutex<[String]>([])

    var statements: [String] { texts.withLock { $0 } }

    func add(_ statement: String) { texts.withLock { $0.append(statement) } }
}
