/// The text a monitor keeps with a ping: what a person would read in cron's mail.
public struct PingBody: Sendable {
    /// healthchecks.io keeps the first 100 kB ("Attaching Logs"), servers of one's own as little as 10 kB.
    private static let limit = 10_000

    private var lines: [String] = []
    private var size = 0
    private var omitted = 0

    /// A body without a line.
    public init() {}

    /// Adds something that went wrong, unless it is there already; beyond the limit it is only counted.
    public mutating func add(_ line: String) {
        if lines.contains(line) { return }
        guard size + line.utf8.count < Self.limit else {
            omitted += 1
            return
        }
        size += line.utf8.count + 1
        lines.append(line)
    }

    /// The summary, and below it what went wrong.
    public func text(summary: String) -> String {
        let rest = omitted == 0 ? [] : ["and \(omitted) more \(omitted == 1 ? "line" : "lines")"]
        return ([summary] + lines + rest).joined(separator: "\n") + "\n"
    }
}
