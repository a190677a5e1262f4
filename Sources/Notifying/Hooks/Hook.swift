import ChildProcesses

/// A command of the user's that is called for a video.
public struct Hook: Sendable {
    /// Time after which it gets SIGTERM, and SIGKILL after a grace; it, and what it started.
    private static let timeLimit = Duration.seconds(60)
    private static let grace = Duration.seconds(2)
    /// Bytes of what it writes that are kept.
    private static let outputLimit = 4096

    /// The setting it stands in.
    public let key: String
    private let command: String
    private let environment: [String: String]
    private let runner: ProcessRunner

    /// - Parameters:
    ///   - key: the setting it stands in, for messages.
    ///   - command: what `/bin/sh -c` runs.
    ///   - environment: keepreel's; what is keepreel's own in it is kept from the hook.
    public init(key: String, command: String, environment: [String: String]) {
        self.init(
            key: key, command: command, environment: environment,
            runner: ProcessRunner(
                timeLimit: Self.timeLimit, outputLimit: Self.outputLimit, dropsExcess: true, grace: Self.grace,
                takesErrors: true))
    }

    init(key: String, command: String, environment: [String: String], runner: ProcessRunner) {
        self.key = key
        self.command = command
        self.environment = HookEnvironment.of(environment)
        self.runner = runner
    }

    /// Calls it.
    ///
    /// - Parameter line: what it reads from stdin, one line.
    public func call(_ line: [UInt8]) async -> HookResult {
        let (outcome, output) = await runner.run(["/bin/sh", "-c", command], environment: environment, input: line)
        return HookResult(key: key, outcome: outcome, output: output)
    }
}
