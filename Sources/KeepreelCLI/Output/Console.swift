import Failures
import FoundationEssentials
import Glibc
import Manifest
import Synchronization

/// Standard error: log lines and errors, and below them the frame of the progress display, which gives way to them.
final class Console: Sendable {
    private struct State {
        var frame = DrawnFrame()
        var shownAt: ContinuousClock.Instant?
        var isLate = false
        var told: TintedText?
        var format = LogFormat.text
    }

    static let standard = Console()
    /// Between two frames on a terminal: five a second.
    static let frameInterval = Duration.milliseconds(200)
    /// Between two lines of progress where nothing can be drawn over.
    private static let lineInterval = Duration.seconds(10)

    private let state = Mutex(State())
    /// What standard error understands.
    let traits: TerminalTraits
    private let journal: JournalStream

    init() {
        var status = stat()
        fstat(STDERR_FILENO, &status)
        journal = JournalStream(
            getenv("JOURNAL_STREAM").map { String(cString: $0) }, device: status.st_dev, inode: status.st_ino)
        traits = TerminalTraits(isTerminal: isatty(STDERR_FILENO) == 1) { getenv($0).map { String(cString: $0) } }
        if traits.movesCursor { Resumption.watch() }
    }

    /// The form of its lines.
    var format: LogFormat {
        get { state.withLock { $0.format } }
        set { state.withLock { $0.format = newValue } }
    }

    /// The terminal's size now.
    var size: TerminalSize { TerminalSize.of(STDERR_FILENO) }

    /// Prints one line above the frame.
    func line(_ text: String, _ level: LogLevel = .info) { line(TintedText(text), level) }

    /// Prints one line above the frame.
    func line(_ text: TintedText, _ level: LogLevel = .info) {
        // Who speaks stands before many a line; in a log for programs there is nobody else.
        let plain = text.written(inColour: false)
        put(text, LogEntry(level, plain.hasPrefix(Self.name) ? String(plain.dropFirst(Self.name.count)) : plain))
    }

    /// `keepreel: message`, and `keepreel: warning: message`.
    ///
    /// - Parameter key: the video or task it is about; the message names it, too.
    func tell(_ message: String, _ level: LogLevel = .info, of key: VideoKey? = nil) {
        var entry = LogEntry(level, message)
        entry.key = key
        log(entry)
    }

    /// `keepreel: message; remedy`; where the work does not depend on it, `keepreel: warning: message; remedy`.
    func error(_ failure: Failure, _ level: LogLevel = .error, of key: VideoKey? = nil) {
        switch format {
        case .text: log(LogEntry(level, failure.description))
        case .json: for entry in LogEntry.all(failure, level, of: key) { log(entry) }
        }
    }

    /// `keepreel: warning: text`.
    func warning(_ text: String) { tell(text, .warning) }

    /// Prints an entry above the frame.
    func log(_ entry: LogEntry) { put(entry.text, entry) }

    /// Who speaks.
    static let name = "keepreel: "

    private func put(_ text: TintedText, _ entry: LogEntry) {
        state.withLock { state in
            switch state.format {
            case .json: put(entry.json(at: Date()) + "\n")
            case .text:
                put(
                    erasing(&state) + journal.marked(text.written(inColour: traits.hasColour), entry.level) + "\n"
                        + state.frame.drawing(inColour: traits.hasColour))
            }
        }
    }

    /// Replaces the frame, five times a second at most; no lines take it away. Where nothing can be drawn over, its last
    /// line is printed from time to time.
    ///
    /// - Parameter isRegular: whether another one follows in a moment, whatever happens.
    func show(frame: [TintedText], isRegular: Bool = true) {
        state.withLock { state in
            let now = ContinuousClock.now
            let interval = traits.movesCursor ? Self.frameInterval : Self.lineInterval
            if let last = state.shownAt, now - last < interval, !frame.isEmpty { return }
            guard traits.movesCursor else {
                guard let line = frame.last, line != state.told else { return }
                (state.shownAt, state.told) = (now, line)
                return put(journal.marked(line.written(inColour: false), .info) + "\n")
            }
            guard frame.isEmpty || isInForeground else { return }
            let gap = state.shownAt.map { now - $0 } ?? .zero
            if isRegular, !frame.isEmpty, Resumption.isAwaited(gap: gap, isAskedAgain: state.isLate) {
                state.isLate = true
                return
            }
            state.isLate = false
            // What comes after it was taken away need not wait.
            if !frame.isEmpty { state.shownAt = now }
            let old = erasing(&state)
            state.frame = DrawnFrame(lines: frame)
            put(old + state.frame.drawing(inColour: traits.hasColour))
        }
    }

    /// Replaces the frame by a line that fits, whenever there is news.
    func show(progress line: String) {
        show(frame: [TintedText(DisplayWidth.cut(line, to: size.columns - 1, mark: traits.mark))], isRegular: false)
    }

    /// Takes the frame away before the process ends at once, whoever else may be writing.
    func clear() {
        _ = state.withLockIfAvailable { state in
            put(erasing(&state))
            state.frame = DrawnFrame()
        }
    }

    /// After the process was stopped and goes on, the frame stands somewhere above and is left there.
    private func erasing(_ state: inout State) -> String {
        if Resumption.wasNoticed() { state.frame = DrawnFrame() }
        return state.frame.erasing(columns: size.columns)
    }

    /// A job in the background leaves the terminal to the others.
    private var isInForeground: Bool {
        let group = tcgetpgrp(STDERR_FILENO)
        return group < 0 || group == getpgrp()
    }

    private func put(_ text: String) {
        guard !text.isEmpty else { return }
        // A log that cannot be written has nowhere to say so.
        try? FileOutput(descriptor: STDERR_FILENO).write(Array(text.utf8))
    }
}
