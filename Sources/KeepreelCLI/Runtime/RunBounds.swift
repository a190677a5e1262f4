import Archiving

/// What ends a run before everything is done, as its options set it; pure.
struct RunBounds {
    /// Videos it may begin with.
    var limit: Int?
    /// The time it has.
    var time: TimeSpan?

    /// Why something is left to the next run though nothing failed; `nil` where nothing is.
    func remainder(of summary: RunSummary, isTimeUp: Bool) -> String? {
        let reason: String
        var left = [Self.count(summary.untried, "video")]
        if isTimeUp, let time {
            reason = "the time of \(time.text) is over"
            left.append(Self.count(summary.pending, "task"))
        } else if let limit, summary.begun >= limit {
            reason = "the limit of \(limit) is reached"
        } else {
            return nil
        }
        let subject = left.compactMap(\.self).joined(separator: " and ")
        if subject.isEmpty { return nil }
        let isOne = summary.untried + (left.count > 1 ? summary.pending : 0) == 1
        return "\(subject) \(isOne ? "is" : "are") left to the next run: \(reason)"
    }

    private static func count(_ number: Int, _ noun: String) -> String? {
        number > 0 ? HumanText.counted(number, noun) : nil
    }
}
