import Dispatch

/// Runs programs for what they print, with a bound on time and output. No shell is between.
public struct ProcessRunner: Sendable {
    /// Time after which the program and those it started are ended.
    public var timeLimit: Duration
    /// Bytes of output that are taken.
    public var outputLimit: Int
    /// Whether output beyond the limit is dropped; otherwise it ends the program.
    public var dropsExcess: Bool
    /// Time between SIGTERM and SIGKILL for a program that is ended; zero kills at once.
    public var grace: Duration
    /// Whether what it writes to stderr is output, too; otherwise it goes where this process writes to.
    public var takesErrors: Bool

    /// A minute and 64 KiB unless said otherwise.
    public init(
        timeLimit: Duration = .seconds(60), outputLimit: Int = 64 << 10, dropsExcess: Bool = false,
        grace: Duration = .zero, takesErrors: Bool = false
    ) {
        self.timeLimit = timeLimit
        self.outputLimit = outputLimit
        self.dropsExcess = dropsExcess
        self.grace = grace
        self.takesErrors = takesErrors
    }

    /// Runs a program to its end, with nothing on its stdin.
    ///
    /// - Parameters:
    ///   - command: The program, a path or a name to be found in `PATH`, and its arguments.
    ///   - environment: All of its environment.
    public func run(_ command: [String], environment: [String: String]) async -> ProcessOutcome {
        await run(command, environment: environment, input: nil).outcome
    }

    /// Runs a program to its end.
    ///
    /// - Parameters:
    ///   - command: The program, a path or a name to be found in `PATH`, and its arguments.
    ///   - environment: All of its environment.
    ///   - input: What it reads from stdin; it need not. `nil`: nothing.
    /// - Returns: how it ended, and what it wrote, however it ended.
    public func run(
        _ command: [String], environment: [String: String], input: [UInt8]?
    ) async -> (outcome: ProcessOutcome, output: [UInt8]) {
        let child: ChildProcess
        switch ChildProcess.start(command, environment: environment, input: input, takesErrors: takesErrors) {
        case .success(let started): child = started
        case .failure(let error): return (.notStarted(error.reason), [])
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // The wait blocks, which tasks' own threads are too few for.
                DispatchQueue.global().async { continuation.resume(returning: child.outcome(self)) }
            }
        } onCancel: {
            child.end(as: .cancelled, grace: grace)
        }
    }
}
