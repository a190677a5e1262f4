import Failures
import Glibc
import Synchronization

/// Standard error: log lines and errors, and below them the frame of the progress display, which gives way to them.
final class Console: Sendable {
    private struct State {
        var frame: [String] = []
    }

    static let standard = Console()

    private let state = Mutex(State())
    /// Whether standard error is a terminal that understands cursor movements.
    let isTerminal: Bool

    init() {
        isTerminal = isatty(STDERR_FILENO) == 1 && getenv("TERM").map { String(cString: $0) } != "dumb"
    }

    /// Prints one line above the frame.
    func line(_ text: String) {
        state.withLock { state in
            Self.put(Self.erasing(state.frame) + TerminalText.plain(text) + "\n" + Self.drawn(state.frame))
        }
    }

    /// `keepreel: message; remedy`.
    func error(_ failure: Failure) { line("keepreel: \(failure)") }

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
