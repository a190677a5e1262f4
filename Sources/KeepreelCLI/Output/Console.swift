import Failures
import FoundationEssentials
import Glibc
import Manifest
import Synchronization

/// Standard error: log lines and errors, and below them the frame of the progress display, which gives way to them.
final class Console: Sendable {
    private struct State {
        var frame: [String] = []
        var format = LogFormat.text
    }

    static let standard = Console()

    private let state = Mutex(State())
    /// Whether standard error is a terminal that understands cursor movements.
    let isTerminal: Bool

    init() {
        isTerminal = isatty(STDERR_FILENO) == 1 && getenv("TERM").map { String(cString: $0) } != "dumb"
    }

    /// The form of its lines.
    var format: LogFormat {
        get { state.withLock { $0.format } }
        set { state.withLock { $0.format = newValue } }
    }

    /// Prints one line above the frame.
    func line(_ text: String, _ level: LogLevel = .info) {
        // Who speaks stands before many a line; in a log for programs there is nobody else.
        put(text, LogEntry(level, text.hasPrefix(Self.name) ? String(text.dropFirst(Self.name.count)) : text))
    }

    /// `keepreel: message`, and `keepreel: warning: message`.
    ///
    /// - Parameter key: the video or task it is about; the message names it, too.
    func tell(_ message: String, _ level: LogLevel = .info, of key: VideoKey? = nil) {
        var entry = LogEntry(level, message)
        entry.key = key
        put(Self.name + (level == .warning ? "warning: " : "") + message, entry)
    }

    /// `keepreel: message; remedy`; where the work does not depend on it, `keepreel: warning: message; remedy`.
    func error(_ failure: Failure, _ level: LogLevel = .error, of key: VideoKey? = nil) {
        var entry = LogEntry(level, "\(failure)")
        entry.code = failure.code
        entry.key = key
        put(Self.name + (level == .warning ? "warning: " : "") + entry.message, entry)
    }

    /// Prints an entry where lines are JSON.
    func log(_ entry: LogEntry) { put(entry.message, entry) }

    private static let name = "keepreel: "

    private func put(_ text: String, _ entry: LogEntry) {
        state.withLock { state in
            switch state.format {
            case .json: Self.put(entry.json(at: Date()) + "\n")
            case .text: Self.put(Self.erasing(state.frame) + TerminalText.plain(text) + "\n" + Self.drawn(state.frame))
            }
        }
    }

    /// Replaces the frame.
    func show(frame: [String]) {
        state.withLock { state in
            Self.put(Self.erasing(state.frame) + Self.drawn(frame))
            state.frame = frame
        }
    }

    /// Columns of the terminal, 80 where it does not say.
    var width: Int {
        var size = winsize()
        return ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
    }

    private static func erasing(_ frame: [String]) -> String {
        // One line up and clear, for each line of the frame.
        String(repeating: "\u{1B}[1A\u{1B}[2K", count: frame.count)
    }

    private static func drawn(_ frame: [String]) -> String { frame.map { $0 + "\n" }.joined() }

    private static func put(_ text: String) {
        // A log that cannot be written has nowhere to say so.
        try? FileOutput(descriptor: STDERR_FILENO).write(Array(text.utf8))
    }
}
