import Glibc
import Synchronization

/// A running program and the pipe it writes to.
final class ChildProcess: Sendable {
    /// Why a program did not start.
    struct StartError: Error {
        let reason: String
    }

    private struct State {
        /// Set where we ended it.
        var verdict: ProcessOutcome?
        /// Its number may be another process's from here on.
        var isReaped = false
    }

    private let pid: pid_t
    private let output: CInt
    private let state = Mutex(State())

    /// How late an end without a closed pipe and a kill by another thread are seen, in milliseconds.
    private static let tick: CInt = 50

    private init(pid: pid_t, output: CInt) {
        self.pid = pid
        self.output = output
    }

    deinit { close(output) }

    static func start(_ command: [String], environment: [String: String]) -> Result<ChildProcess, StartError> {
        guard let program = command.first else { return .failure(StartError(reason: "no program is named")) }
        var ends: [CInt] = [-1, -1]
        guard pipe(&ends) == 0 else { return .failure(StartError(reason: text(errno))) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[1]) }
        var pid: pid_t = 0
        let error = Spawning.run(program, command, environment: environment, output: ends[1], pid: &pid)
        guard error == 0 else {
            close(ends[0])
            return .failure(StartError(reason: text(error)))
        }
        return .success(ChildProcess(pid: pid, output: ends[0]))
    }

    private static func text(_ error: CInt) -> String { String(cString: strerror(error)) }

    /// Ends it and what it started in its own process group, unless it has ended.
    func kill(as verdict: ProcessOutcome) {
        state.withLock { state in
            guard !state.isReaped, state.verdict == nil else { return }
            state.verdict = verdict
            Glibc.kill(-pid, SIGKILL)
        }
    }

    /// Waits for its end; blocks. Called once.
    func outcome(deadline: ContinuousClock.Instant, outputLimit: Int) -> ProcessOutcome {
        var bytes: [UInt8] = []
        // Somebody it started may hold the pipe open for ever, so its own end ends the reading, too.
        while state.withLock({ $0.verdict == nil }) {
            var event = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
            let hadEnded = hasEnded
            if poll(&event, 1, Self.tick) > 0 {
                guard take(into: &bytes) else { break }
                if bytes.count > outputLimit { kill(as: .tooMuchOutput) }
            } else if hadEnded {
                break
            }
            if ContinuousClock.now >= deadline { kill(as: .timedOut) }
        }
        // The pipe may be closed while it lives on.
        while !hasEnded {
            if ContinuousClock.now >= deadline { kill(as: .timedOut) }
            poll(nil, 0, Self.tick)
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

    /// Leaves it unreaped, so that its number stays its own.
    private var hasEnded: Bool {
        var info = siginfo_t()
        return waitid(P_PID, id_t(pid), &info, WEXITED | WNOWAIT | WNOHANG) != 0 || info.si_signo != 0
    }

    private func reap(_ bytes: [UInt8]) -> ProcessOutcome {
        state.withLock { state in
            var status: CInt = 0
            while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
            state.isReaped = true
            if let verdict = state.verdict { return verdict }
            let signal = status & 0x7F
            return signal == 0 ? .exited(status: status >> 8 & 0xFF, output: bytes) : .killed(signal: signal)
        }
    }
}
