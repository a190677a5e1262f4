public import Glibc

/// A server's process together with a shell that runs it. When the shell's stdin ends, because this value is gone or
/// because the process that held it is, it kills the server and removes what the server left behind.
public final class Guardian: Sendable {
    /// The shell tells the server's process id first. Its own stderr is given up early: nobody may be left to read it.
    private static let script = """
        trap '' INT TERM HUP PIPE
        scratch=$1 leftovers=$2
        shift 2
        exec 3<&0
        "$@" 3<&- </dev/null &
        server=$!
        echo "$server"
        { cat >/dev/null; kill -KILL "$server" 2>/dev/null; } <&3 3<&- >/dev/null 2>&1 &
        exec 3<&- >/dev/null 2>&1
        wait "$server"
        rm -rf "$scratch"
        for pattern in $leftovers; do rm -f $pattern; done
        """

    private let shell: RunningProcess
    private let scratch: ScratchDirectory

    /// Starts a server.
    /// - Parameters:
    ///   - command: the program and its arguments.
    ///   - scratch: where it runs and keeps its data; removed with it.
    ///   - environment: all of its environment; `nil`: that of this process.
    ///   - leftovers: patterns of files outside that it leaves behind, without spaces.
    init(
        _ command: [String], scratch: ScratchDirectory, environment: [String: String]? = nil, leftovers: [String] = []
    ) throws {
        self.scratch = scratch
        shell = try RunningProcess.start(
            "/bin/sh", ["-c", Self.script, "sh", scratch.path, leftovers.joined(separator: " ")] + command,
            environment: environment, workingDirectory: scratch.path, stdin: .open, isWatched: false,
            isKilledOnRelease: false)
    }

    deinit { shell.closeInput() }

    /// The server's process id.
    public var pid: pid_t? { pid_t(shell.output.prefix { $0 != "\n" }) }

    /// What the server wrote to stdout so far, behind its process id.
    var output: String { String(shell.output.drop { $0 != "\n" }.dropFirst()) }

    /// What the server wrote to stderr so far.
    public var log: String { shell.errors }

    /// Whether it still runs.
    public var isRunning: Bool { shell.isRunning }

    /// Ends the server at once and removes its data.
    public func stop() async throws {
        shell.closeInput()
        _ = try await shell.result(deadline: .seconds(20))
    }

    /// Tries until it succeeds, and throws ``ServerError/notReady(log:)`` after 30 s, or if the server has ended.
    func repeatUntilReady(_ attempt: () async throws -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(30)
        while try await !attempt() {
            guard ContinuousClock.now < end, isRunning else { throw ServerError.notReady(log: output + log) }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    /// Starts a server up to three times: a port may be taken by another between its choice and its use, and the next
    /// attempt chooses others.
    static func retryingPorts<Server>(_ start: () async throws -> Server) async throws -> Server {
        for _ in 0..<2 {
            do { return try await start() } catch ServerError.notReady {}
        }
        return try await start()
    }
}
