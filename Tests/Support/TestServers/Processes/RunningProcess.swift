public import Glibc
import Synchronization

/// A process under way. Its output is taken up all the time, so it never waits for its reader.
public final class RunningProcess: Sendable {
    /// Its process id.
    public let pid: pid_t
    private let executable: String
    private let state: ProcessState
    private let isKilledOnRelease: Bool
    private let arguments: [String]
    private let secrets: SecretWatch?

    /// Starts a program.
    /// - Parameters:
    ///   - executable: a path, or a name to be found in `PATH`.
    ///   - arguments: the arguments after the program's name.
    ///   - environment: all of its environment; `nil`: that of this process.
    ///   - workingDirectory: where it starts; `nil`: where this process is.
    ///   - stdin: what it reads from stdin.
    ///   - isWatched: whether ``result(deadline:)`` looks for the secrets of its environment in what it told.
    ///   - isKilledOnRelease: whether it is killed when the last reference to this value goes away; its stdin ends
    ///     then in any case.
    public static func start(
        _ executable: String, _ arguments: [String] = [], environment: [String: String]? = nil,
        workingDirectory: String? = nil, stdin: ProcessInput = .empty, isWatched: Bool = true,
        isKilledOnRelease: Bool = true
    ) throws -> RunningProcess {
        let pipes = try (0..<3).map { _ in try Pipe(for: executable) }
        let pid = try Spawn.start(
            executable, arguments, environment: environment, workingDirectory: workingDirectory,
            standard: [pipes[0].readEnd, pipes[1].writeEnd, pipes[2].writeEnd])
        let state = ProcessState(input: stdin)
        let (input, output, errors) = (pipes[0], pipes[1], pipes[2])
        startThread {
            input.closeReadEnd()
            output.closeWriteEnd()
            errors.closeWriteEnd()
            Plumbing(state: state, input: input, output: output, errors: errors).run()
        }
        startThread { Self.attend(pid, state) }
        return RunningProcess(
            pid: pid, executable: executable, arguments: arguments, state: state,
            secrets: isWatched ? environment.map { SecretWatch(environment: $0) } : nil,
            isKilledOnRelease: isKilledOnRelease)
    }

    private init(
        pid: pid_t, executable: String, arguments: [String], state: ProcessState, secrets: SecretWatch?,
        isKilledOnRelease: Bool
    ) {
        self.pid = pid
        self.arguments = arguments
        self.secrets = secrets
        self.executable = executable
        self.state = state
        self.isKilledOnRelease = isKilledOnRelease
    }

    deinit {
        closeInput()
        if isKilledOnRelease { signal(SIGKILL) }
    }

    /// What it wrote to stdout so far.
    public var output: String { state.output }

    /// What it wrote to stderr so far.
    public var errors: String { state.errors }

    /// Whether it still runs.
    public var isRunning: Bool { state.isRunning }

    /// Sends it a signal, unless it has ended.
    public func signal(_ number: CInt) { state.whileRunning { kill(pid, number) } }

    /// Gives it more to read on stdin, where that was left open.
    public func write(_ bytes: [UInt8]) { state.write(bytes) }

    /// Ends its stdin after what was given so far.
    public func closeInput() { state.closeInput() }

    /// Waits until it writes something to stdout or stderr that fulfils a condition.
    public func wait(
        deadline: Duration = .seconds(60), until condition: (_ output: String, _ errors: String) -> Bool
    ) async throws {
        let end = ContinuousClock.now + deadline
        while !condition(output, errors) {
            guard ContinuousClock.now < end, isRunning else {
                throw ServerError.notEnded(program: executable, output: output + errors)
            }
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    /// Waits for its end, and looks at what it told.
    ///
    /// A program with an environment of its own must neither tell the secrets in it nor the signature of a URL, other
    /// than where `--presign` asks for one: ``ServerError/toldSecrets(program:secrets:)``.
    /// - Parameter deadline: after which it is killed and ``ServerError/notEnded(program:output:)`` thrown.
    public func result(deadline: Duration = .seconds(120)) async throws -> ProcessResult {
        let guardian = Task {
            try await Task.sleep(for: deadline)
            signal(SIGKILL)
        }
        let result = await withTaskCancellationHandler {
            await state.result()
        } onCancel: {
            signal(SIGKILL)
        }
        guardian.cancel()
        if case .success = await guardian.result {
            throw ServerError.notEnded(program: executable, output: result.output + result.errors)
        }
        try checkSecrets(in: result)
        return result
    }

    private func checkSecrets(in result: ProcessResult) throws {
        guard let secrets else { return }
        let isSigning = arguments.contains("--presign")
        let told =
            secrets.secrets(in: result.standardOutput + result.standardError)
            + SecretWatch.signatures(in: (isSigning ? [] : result.standardOutput) + result.standardError)
        guard told.isEmpty else { throw ServerError.toldSecrets(program: executable, secrets: told) }
    }

    /// Looks after a process until it is gone, taking down its memory on the way.
    private static func attend(_ pid: pid_t, _ state: ProcessState) {
        while true {
            if let memory = PeakMemory.ofProcess(pid) { state.peakMemory(memory) }
            let isGone = state.reap {
                var status: CInt = 0
                var usage = rusage()
                return wait4(pid, &status, WNOHANG, &usage) == pid ? (status, usage) : nil
            }
            if isGone { return }
            usleep(5000)
        }
    }
}
