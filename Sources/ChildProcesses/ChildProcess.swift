import Glibc
import Synchronization

/// A running program, the pipe it writes to and the one it reads from.
final class ChildProcess: Sendable {
    /// Why a program did not start.
    struct StartError: Error {
        let reason: String
    }

    private struct State {
        /// Set where we ended it.
        var verdict: ProcessOutcome?
        /// When it is killed, unless it ends by itself after it was asked to.
        var killAt: ContinuousClock.Instant?
        /// Its number may be another process's from here on.
        var isReaped = false
    }

    private let pid: pid_t
    private let output: CInt
    private let input: ChildInput?
    private let state = Mutex(State())

    /// How late an end without a closed pipe and a kill by another thread are seen, in milliseconds.
    private static let tick: CInt = 50

    private init(pid: pid_t, output: CInt, input: ChildInput?) {
        self.pid = pid
        self.output = output
        self.input = input
    }

    deinit { close(output) }

    /// - Parameters:
    ///   - input: what it reads from stdin; `nil`: nothing.
    ///   - takesErrors: whether its stderr is taken with its stdout; otherwise it is this process's own.
    static func start(
        _ command: [String], environment: [String: String], input text: [UInt8]?, takesErrors: Bool
    ) -> Result<ChildProcess, StartError> {
        guard let program = command.first else { return .failure(StartError(reason: "no program is named")) }
        var ends: [CInt] = [-1, -1]
        guard pipe(&ends) == 0 else { return .failure(StartError(reason: Self.text(errno))) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[1]) }
        var input: ChildInput?
        if let text {
            input = ChildInput(text)
            guard input != nil else {
                close(ends[0])
                return .failure(StartError(reason: Self.text(errno)))
            }
        }
        var pid: pid_t = 0
        let error = Spawning.run(
            program, command, environment: environment, input: input?.readEnd, output: ends[1],
            takesErrors: takesErrors, pid: &pid)
        guard error == 0 else {
            close(ends[0])
            return .failure(StartError(reason: Self.text(error)))
        }
        return .success(ChildProcess(pid: pid, output: ends[0], input: input))
    }

    private static func text(_ error: CInt) -> String { String(cString: strerror(error)) }

    /// Ends it and what it started in its own process group, unless it has ended or is being ended.
    ///
    /// - Parameter grace: time between SIGTERM and SIGKILL; zero kills at once.
    func end(as verdict: ProcessOutcome, grace: Duration) {
        state.withLock { state in
            guard !state.isReaped, state.verdict == nil else { return }
            state.verdict = verdict
            state.killAt = .now + grace
            kill(-pid, grace > .zero ? SIGTERM : SIGKILL)
        }
    }

    /// Waits for its end; blocks. Called once.
    ///
    /// - Returns: how it ended, and what it wrote, however it ended.
    func outcome(_ limits: ProcessRunner) -> (ProcessOutcome, output: [UInt8]) {
        let deadline = ContinuousClock.now + limits.timeLimit
        var bytes: [UInt8] = []
        var isOpen = true
        while true {
            input?.give()
            let hadEnded = hasEnded
            var event = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
            let isReadable = poll(&event, isOpen ? 1 : 0, hadEnded ? 0 : Self.tick) > 0
            if isReadable {
                isOpen = take(into: &bytes)
                if bytes.count > limits.outputLimit {
                    if !limits.dropsExcess { end(as: .tooMuchOutput, grace: .zero) }
                    bytes.removeLast(bytes.count - limits.outputLimit)
                }
            }
            // Somebody it started may hold the pipe open for ever, so its own end ends the reading, too.
            if hadEnded, !isReadable || isEnding { break }
            if ContinuousClock.now >= deadline { end(as: .timedOut, grace: limits.grace) }
            killIfDue()
        }
        return reap(bytes)
    }

    /// - Returns: whether more may come.
    private func take(into bytes: inout [UInt8]) -> Bool {
        var chunk = [UInt8](repeating: 0, count: 4096)
        let count = read(output, &chunk, chunk.count)
        guard count > 0 else { return count < 0 && errno == EINTR }
        bytes += chunk[..<count]
        return true
    }

    private var isEnding: Bool { state.withLock { $0.verdict != nil } }

    private func killIfDue() {
        state.withLock { state in
            if let killAt = state.killAt, ContinuousClock.now >= killAt { kill(-pid, SIGKILL) }
        }
    }

    /// Leaves it unreaped, so that its number stays its own.
    private var hasEnded: Bool {
        var info = siginfo_t()
        return waitid(P_PID, id_t(pid), &info, WEXITED | WNOWAIT | WNOHANG) != 0 || info.si_signo != 0
    }

    private func reap(_ bytes: [UInt8]) -> (ProcessOutcome, output: [UInt8]) {
        state.withLock { state in
            // Of those it started, some may not have heard of SIGTERM.
            if state.verdict != nil { kill(-pid, SIGKILL) }
            var status: CInt = 0
            while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
            state.isReaped = true
            if let verdict = state.verdict { return (verdict, bytes) }
            let signal = status & 0x7F
            return (signal == 0 ? .exited(status: status >> 8 & 0xFF, output: bytes) : .killed(signal: signal), bytes)
        }
    }
}
