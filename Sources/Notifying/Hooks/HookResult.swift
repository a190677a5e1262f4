import ChildProcesses
public import Failures

/// How a hook ended.
public struct HookResult: Sendable, Equatable {
    /// What it wrote to stdout and stderr, the end of it cut off beyond a few KiB.
    public let output: String
    /// Whether a stop of the run ended it, so that it is to be called again.
    public let isCancelled: Bool
    /// Whether it was ended as it took too long.
    public let isTimedOut: Bool

    private let key: String
    /// What went wrong; `nil` where it ended with status 0.
    private let trouble: String?

    init(key: String, outcome: ProcessOutcome, output: [UInt8]) {
        self.key = key
        self.output = String(decoding: output, as: UTF8.self)
        isCancelled = outcome == .cancelled
        isTimedOut = outcome == .timedOut
        trouble =
            switch outcome {
            case .exited(status: 0, _), .cancelled: nil
            case .exited(let status, _): "ended with status \(status)"
            case .killed(let signal): "was ended by signal \(signal)"
            case .timedOut: "took too long and was ended"
            case .tooMuchOutput: "wrote too much"
            case .notStarted(let reason): "could not be started: \(reason)"
            }
    }

    /// `notify.hook`; `nil` where all went well.
    ///
    /// - Parameter video: the one it was called for.
    public func failure(of video: String) -> Failure? {
        trouble.map { trouble in
            let words = Self.firstLines(output)
            return Failure(
                "notify.hook", "\(key) for task \(video) \(trouble)" + (words.isEmpty ? "" : ", saying: \(words)"),
                remedy: "nothing else depends on it; try the command by hand",
                disposition: .giveUp)
        }
    }

    /// Lines for people: what is not empty, on one line.
    private static func firstLines(_ text: String) -> String {
        let lines = text.split(whereSeparator: \.isNewline).map { $0.drop(while: \.isWhitespace) }
        let joined = lines.filter { !$0.isEmpty }.joined(separator: " / ")
        return joined.count > 300 ? joined.prefix(300) + "…" : joined
    }
}
