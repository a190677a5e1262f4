import Dispatch

/// Runs programs for what they print: no shell, a bound on time and output, nothing on stdin, stderr shared with this
/// process.
public struct ProcessRunner: Sendable {
    /// Time after which the program and those it started are killed.
    public var timeLimit: Duration
    /// Bytes of output after which they are killed.
    public var outputLimit: Int

    /// A minute and 64 KiB unless said otherwise.
    public init(timeLimit: Duration = .seconds(60), outputLimit: Int = 64 << 10) {
        self.timeLimit = timeLimit
        self.outputLimit = outputLimit
    }

    /// Runs a program to its end.
    ///
    /// - Parameters:
    ///   - command: The program, a path or a name to be found in `PATH`, and its arguments.
    ///   - environment: All of its environment.
    public func run(_ command: [String], environment: [String: String]) async -> ProcessOutcome {
        let child: ChildProcess
        switch ChildProcess.start(command, environment: environment) {
        case .success(let started): child = started
        case .failure(let error): return .notStarted(error.reason)
        }
        let deadline = ContinuousClock.now + timeLimit
        let limit = outputLimit
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // The wait blocks, which tasks' own threads are too few for.
                DispatchQueue.global().async {
                    continuation.resume(returning: child.outcome(deadline: deadline, outputLimit: limit))
                }
            }
        } onCancel: {
            child.kill(as: .cancelled)
        }
    }
}
