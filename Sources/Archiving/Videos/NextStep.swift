import Failures
import Manifest

/// What follows after a failed attempt at one video.
enum NextStep: Equatable {
    /// Another attempt, not before this wait.
    case again(after: Duration?)
    /// Ask Model Studio for a fresh URL first.
    case renew
    /// Leave it to the next run.
    case postpone
    /// Nothing can save it any more.
    case lose
    /// End the run with this status.
    case stop(ExitStatus)
}

/// What is known when the next step is decided.
struct AttemptHistory: Equatable {
    /// Attempts that failed, this one included.
    var failures = 0
    /// Those of them whose content was refused.
    var refusals = 0
    /// Tries that ended in something learnt, which is worth another one at once.
    var lessons = 0
    /// Whether a fresh URL was asked for already.
    var isRenewed = false
    /// Repetitions the settings allow.
    var retries = 5

    /// The same wrong content is fetched so often in one run: once by accident, once to be sure.
    private static let refusalLimit = 2
    /// Region, clock, key: there is no more to learn of one storage.
    private static let lessonLimit = 3

    /// Takes note of a failed attempt. One that taught something does not count as failed.
    mutating func count(_ disposition: Disposition) {
        if disposition == .retry(after: .zero), lessons < Self.lessonLimit {
            lessons += 1
            return
        }
        failures += 1
        if disposition == .refuseContent { refusals += 1 }
    }

    /// The decision, from what failed and how much time is left.
    ///
    /// - Parameter sinceDeadline: time since the URL's expiry; negative while it lives, `nil` if it is not known.
    func nextStep(after disposition: Disposition, sinceDeadline: Duration?) -> NextStep {
        let isPast = sinceDeadline.map { $0 >= .zero } ?? false
        let givenUp: NextStep = Self.isLongPast(sinceDeadline) ? .lose : .postpone
        switch disposition {
        case .stop(let status): return .stop(status)
        case .retry(let wait): return failures <= retries ? .again(after: wait) : givenUp
        case .unreachable: return failures <= retries ? .again(after: nil) : .stop(.unavailable)
        case .renewSource(let isExpired):
            if !isRenewed { return .renew }
            return isExpired || isPast ? .lose : .postpone
        case .refuseContent:
            if refusals < Self.refusalLimit, failures <= retries { return .again(after: nil) }
            return isPast ? .lose : .postpone
        case .giveUp: return isPast ? .lose : .postpone
        }
    }

    /// The decision where Model Studio could not be asked for a fresh URL, for this reason.
    ///
    /// - Parameter sinceDeadline: time since the URL's expiry; negative while it lives, `nil` if it is not known.
    static func nextStep(unanswered disposition: Disposition, sinceDeadline: Duration?) -> NextStep {
        // Once the settings are right, the answer may be another.
        if case .stop = disposition { return .postpone }
        return isLongPast(sinceDeadline) ? .lose : .postpone
    }

    /// A clock may be hours off; a URL a day past its end is dead whatever else failed.
    private static func isLongPast(_ sinceDeadline: Duration?) -> Bool {
        sinceDeadline.map { $0 >= .seconds(Deadline.retention) } ?? false
    }
}
