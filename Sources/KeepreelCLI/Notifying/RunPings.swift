import Archiving
import Failures
import HTTPTransport
import Notifying
import Settings
import Synchronization

/// Tells the monitor of the settings of one run: that it begins, and how it ended.
final class RunPings: Sendable {
    private struct State {
        var body = PingBody()
        var summary = ""
        var isHurried = false
        var start: Task<Failure?, Never>?
    }

    private let state = Mutex(State())
    private let pinger: Pinger?
    private let console: Console

    private let deadline: ContinuousClock.Instant?

    /// - Parameters:
    ///   - isSilent: whether nobody is told.
    ///   - deadline: when the time of the run is up; `nil`: never.
    init(
        _ context: CommandContext, _ http: HTTPClient, isSilent: Bool = false,
        until deadline: ContinuousClock.Instant? = nil
    ) {
        console = context.console
        self.deadline = deadline
        pinger = context.settings.notify.ping.flatMap { ping in
            isSilent ? nil : Pinger(url: ping.text, host: ping.host, http: http)
        }
    }

    /// Tells that the run begins, beside it.
    func begin() {
        guard let pinger else { return }
        state.withLock { $0.start = Task { await pinger.send(.start) } }
    }

    /// Takes note of what goes wrong.
    func observe(_ event: RunEvent) {
        guard pinger != nil, let entry = LogEntry(event), entry.level != .info else { return }
        state.withLock { $0.body.add(entry.message) }
    }

    /// Takes note of the summary line.
    func note(summary: String) { state.withLock { $0.summary = summary } }

    /// The run is being stopped: from now on the monitor gets little time.
    func hurry() {
        state.withLock { state in
            state.isHurried = true
            state.start?.cancel()
        }
    }

    /// Does a run's work and tells how it ended.
    ///
    /// - Parameter tells: whether an end with this status is told.
    func telling(
        _ tells: (ExitStatus) -> Bool = { _ in true }, _ body: () async throws -> ExitStatus
    ) async throws -> ExitStatus {
        do {
            let status = try await body()
            if tells(status) { await end(status) }
            return status
        } catch let failure as Failure {
            note(summary: "keepreel: \(failure)")
            // The run that holds the lock tells of itself.
            if failure.code != ProcessLock.runIsLocked, tells(failure.exitStatus) { await end(failure.exitStatus) }
            throw failure
        }
    }

    private func end(_ status: ExitStatus) async {
        guard let pinger else { return }
        let timer = deadline.map { deadline in
            Task {
                try await Task.sleep(until: deadline)
                hurry()
            }
        }
        defer { timer?.cancel() }
        let failure = await state.withLock { $0.start }?.value
        let (text, isHurried) = state.withLock { ($0.body.text(summary: $0.summary), $0.isHurried) }
        let second = await pinger.send(
            .end(code: status.rawValue), text, patience: isHurried ? .hurried : patience(after: failure))
        // What keeps one from being taken mostly keeps the other, too.
        if let told = second ?? (isHurried ? nil : failure) { console.error(told, .warning) }
    }

    private func patience(after failure: Failure?) -> Pinger.Patience {
        let patience = failure == nil ? Pinger.Patience.usual : .single
        return deadline.map { patience.within(ContinuousClock.now.duration(to: $0)) } ?? patience
    }
}
