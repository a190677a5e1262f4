import Glibc
import TestServers

/// How one run of keepreel ended.
public struct RunNote: Sendable, Equatable {
    /// Which run it was, and what was done to it.
    public var label: String
    /// Its exit status; -1 if it did not end by itself.
    public var status: Int32
    /// Whether it was killed as planned.
    public var isKilled: Bool
    /// What it wrote.
    public var output: String
    /// Whether a file could not grow as it should.
    public var isDiskFull = false
}

extension RunNote {
    /// How long a run may take that nobody limits.
    private static let limit = Duration.seconds(300)

    /// Waits for the end of a run.
    init(_ label: String, endOf run: RunningProcess, isDiskFull: Bool = false) async throws {
        do {
            let result = try await run.result(deadline: Self.limit)
            self.init(
                label: label, status: result.status, isKilled: result.signal == SIGKILL,
                output: result.output + result.errors, isDiskFull: isDiskFull)
        } catch ServerError.notEnded(_, let output) {
            self.init(label: label, status: -1, isKilled: false, output: output, isDiskFull: isDiskFull)
        }
    }
}
