import Foundation
import TestServers

/// A real terminal, tmux(1)'s, with keepreel in it as a person calls it. Its screen is read as it stands.
final class TmuxTerminal: Sendable {
    private let folder: ScratchDirectory
    private let socket: String

    /// How long a screen may take to become what is waited for.
    private static let patience = Duration.seconds(60)

    /// Opens the terminal, types the command and, once it has ended, `status N` with its exit status below.
    ///
    /// - Parameters:
    ///   - environment: beside that of `keepreel`: what says how the terminal is.
    init(
        columns: Int, rows: Int, _ keepreel: Keepreel, _ arguments: [String], environment: [String: String] = [:]
    ) async throws {
        folder = try ScratchDirectory("terminal")
        socket = folder.file("socket")
        let variables = keepreel.environment.merging(["LANG": "C.UTF-8"].merging(environment) { $1 }) { $1 }
        let exports = variables.map { "export \($0.key)=\(Self.quoted($0.value))\n" }.joined()
        let command = ([Keepreel.binary] + arguments).map(Self.quoted).joined(separator: " ")
        // In a file, as keys do not belong into a command line. The shell outlives a Ctrl-C, and ends should nobody end it.
        let script =
            exports + "trap : INT\ncd \(Self.quoted(keepreel.home.path))\n\(command)\necho status $?\nexec sleep 120\n"
        try folder.write(script, to: "script")
        try await tmux(
            [
                "-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "/bin/sh",
                folder.file("script"),
            ])
    }

    /// The lines of the screen down to the last one that is not empty.
    ///
    /// - Parameter inColour: with the sequences that colours are made by.
    func screen(inColour: Bool = false) async throws -> [String] {
        let text = try await tmux(["capture-pane", "-p"] + (inColour ? ["-e"] : [])).output
        var lines = text.components(separatedBy: "\n")
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    /// Waits until the screen is like this, and answers it.
    @discardableResult
    func wait(_ what: String, until condition: ([String]) -> Bool) async throws -> [String] {
        let end = ContinuousClock.now + Self.patience
        while true {
            let lines = try await screen()
            if condition(lines) { return lines }
            guard ContinuousClock.now < end else {
                throw ServerError.notEnded(program: "waiting for \(what)", output: lines.joined(separator: "\n"))
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Waits for the end of the command.
    ///
    /// - Returns: the screen at its end, without the line of the status.
    func end(status: Int) async throws -> [String] {
        try await wait("status \(status)") { $0.last == "status \(status)" }.dropLast()
    }

    func press(_ key: String) async throws { try await tmux(["send-keys", key]) }

    func resize(columns: Int, rows: Int) async throws {
        try await tmux(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
    }

    func close() async throws { try await tmux(["kill-server"]) }

    @discardableResult
    private func tmux(_ arguments: [String]) async throws -> ProcessResult {
        // Without a UTF-8 locale it would put underscores for what is not ASCII.
        let result = try await runProcess(
            "tmux", ["-S", socket] + arguments,
            environment: ["PATH": "/usr/bin:/bin", "TERM": "xterm-256color", "LANG": "C.UTF-8"])
        guard result.status == 0 else {
            throw ServerError.failed(
                program: "tmux \(arguments.joined(separator: " "))", status: result.status, output: result.errors)
        }
        return result
    }

    private static func quoted(_ text: String) -> String { "'\(text.replacing("'", with: "'\\''"))'" }
}
