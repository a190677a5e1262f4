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

    /// - Parameter isSilent: whether nobody is told.
    init(_ context: CommandContext, _ http: HTTPClient, isSilent: Bool = false) {
        console = context.console
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
        let subject = entry.key.map { "task \($0): " } ?? ""
        state.withLock { $0.body.add(subject + entry.message) }
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
        let (start, text, isHurried) = state.withLock { state in
            (state.start, state.body.text(summary: state.summary), state.isHurried)
        }
        let failure = await start?.value
        let second = await pinger.send(
            .end(code: status.rawValue), text, patience: isHurried ? .hurried : .usual)
        // What keeps one from being taken mostly keeps the other, too.
        if let told = second ?? (isHurried ? nil : failure) { console.error(told, .warning) }
    }
}
