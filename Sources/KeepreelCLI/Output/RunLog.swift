import Archiving
import Manifest
import Synchronization

/// Tells of a run as log lines in JSON.
final class RunLog: Sendable {
    private let console: Console
    private let lowest: LogLevel
    private let isRepeating: Bool
    private let told = Mutex<Set<String>>([])

    init(context: CommandContext) {
        console = context.console
        lowest = context.options.verbose > 0 ? .info : context.options.quiet ? .error : .warning
        isRepeating = context.options.verbose > 0
    }

    /// Takes note of an event; called from several threads.
    func observe(_ event: RunEvent) {
        guard let entry = LogEntry(event), entry.level.rank >= lowest.rank else { return }
        // A problem of the whole run comes up with each video.
        if case .problem = event, !isRepeating, !told.withLock({ $0.insert(entry.message).inserted }) { return }
        console.log(entry)
    }
}

extension CommandContext {
    /// Who tells of a run: the display, or the log where it is for programs.
    func observer(_ display: RunDisplay) -> @Sendable (RunEvent) -> Void {
        guard options.logFormat == .json else { return display.observe }
        let log = RunLog(context: self)
        return { event in
            if event.isListed { display.observe(event) } else { log.observe(event) }
        }
    }
}

extension RunEvent {
    /// Whether it belongs to the list of a dry run, which is its result and no part of the log.
    fileprivate var isListed: Bool {
        if case .wouldArchive = self { return true }
        return false
    }
}

extension LogLevel {
    fileprivate var rank: Int {
        switch self {
        case .info: 0
        case .warning: 1
        case .error: 2
        }
    }
}
