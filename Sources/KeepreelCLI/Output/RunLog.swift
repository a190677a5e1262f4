import Archiving
import Failures
import Manifest
import Synchronization

/// Tells of a run in lines, whatever their form: quiet leaves what failed.
final class RunLog: Sendable {
    private let console: Console
    private let lowest: LogLevel
    private let isRepeating: Bool
    private let told = Mutex<Set<[String]>>([])

    init(context: CommandContext) {
        console = context.console
        lowest = context.options.verbose > 0 ? .info : context.options.quiet ? .error : .warning
        isRepeating = context.options.verbose > 0
    }

    /// Takes note of an event; called from several threads.
    func observe(_ event: RunEvent) {
        guard let entry = LogEntry(event), entry.level.rank >= lowest.rank else { return }
        if case .problem(let failure, _) = event, !isRepeating, !isNew(failure) { return }
        console.log(entry)
    }

    /// Eight uploads that are refused for one reason, each naming its key, say it once; other problems once each.
    private func isNew(_ failure: Failure) -> Bool {
        let subject = if case .stop = failure.disposition { [failure.code] } else { [failure.code, failure.message] }
        return told.withLock { $0.insert(subject).inserted }
    }
}

extension CommandContext {
    /// Who hears of a run: the display, and the log.
    func observer(_ display: RunDisplay) -> @Sendable (RunEvent) -> Void {
        let log = RunLog(context: self)
        return { event in
            display.observe(event)
            log.observe(event)
        }
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
