import Failures
import Testing

@testable import Archiving

@Suite("What follows after a failed attempt")
struct NextStepTests {
    /// Where the URL's end lies.
    enum Deadline: CaseIterable, Sendable {
        case unknown, ahead, justReached, past, almostADayPast, longPast

        var since: Duration? {
            switch self {
            case .unknown: nil
            case .ahead: .seconds(-1)
            case .justReached: .zero
            case .past: .seconds(3600)
            case .almostADayPast: .seconds(86_399)
            case .longPast: .seconds(86_400)
            }
        }

        var isPast: Bool { self != .unknown && self != .ahead }
    }

    private static func history(failures: Int = 1, refusals: Int = 0, isRenewed: Bool = false) -> AttemptHistory {
        AttemptHistory(failures: failures, refusals: refusals, isRenewed: isRenewed, retries: 2)
    }

    @Test("a stop ends the run with its status, whenever", arguments: Deadline.allCases)
    func stop(deadline: Deadline) {
        for status in [Failures.ExitStatus.credentials, .configuration, .unavailable, .bug] {
            for isRenewed in [false, true] {
                let step = Self.history(failures: 9, isRenewed: isRenewed)
                    .nextStep(after: .stop(status), sinceDeadline: deadline.since)
                #expect(step == .stop(status))
            }
        }
    }

    @Test(
        "what may pass is tried again as often as allowed, and then left to the next run or, a day late, given up",
        arguments: Deadline.allCases)
    func retry(deadline: Deadline) {
        for failures in 1...2 {
            let step = Self.history(failures: failures)
                .nextStep(after: .retry(after: .seconds(3)), sinceDeadline: deadline.since)
            #expect(step == .again(after: .seconds(3)))
        }
        let step = Self.history(failures: 3).nextStep(after: .retry(), sinceDeadline: deadline.since)
        #expect(step == (deadline == .longPast ? .lose : .postpone))
    }

    @Test("a service that is not there is tried again and then ends the run", arguments: Deadline.allCases)
    func unreachable(deadline: Deadline) {
        for failures in 1...2 {
            let step = Self.history(failures: failures).nextStep(after: .unreachable, sinceDeadline: deadline.since)
            #expect(step == .again(after: nil))
        }
        let step = Self.history(failures: 3).nextStep(after: .unreachable, sinceDeadline: deadline.since)
        #expect(step == .stop(.unavailable))
    }

    @Test("a dead URL is asked for again once", arguments: Deadline.allCases)
    func renew(deadline: Deadline) {
        for isExpired in [false, true] {
            let step = Self.history(failures: 9)
                .nextStep(after: .renewSource(expired: isExpired), sinceDeadline: deadline.since)
            #expect(step == .renew)
        }
    }

    @Test("the second time it is lost, if the source says so or its time is over", arguments: Deadline.allCases)
    func renewed(deadline: Deadline) {
        let history = Self.history(isRenewed: true)
        #expect(history.nextStep(after: .renewSource(expired: true), sinceDeadline: deadline.since) == .lose)
        let refused = history.nextStep(after: .renewSource(expired: false), sinceDeadline: deadline.since)
        #expect(refused == (deadline.isPast ? .lose : .postpone))
    }

    @Test("wrong content is fetched twice, then left to later runs until the deadline", arguments: Deadline.allCases)
    func content(deadline: Deadline) {
        let end: NextStep = deadline.isPast ? .lose : .postpone
        let once = Self.history(failures: 1, refusals: 1)
        #expect(once.nextStep(after: .refuseContent, sinceDeadline: deadline.since) == .again(after: nil))
        let twice = Self.history(failures: 2, refusals: 2)
        #expect(twice.nextStep(after: .refuseContent, sinceDeadline: deadline.since) == end)
        // Other failures before it leave no attempt.
        let late = Self.history(failures: 3, refusals: 1)
        #expect(late.nextStep(after: .refuseContent, sinceDeadline: deadline.since) == end)
    }

    @Test("what no repetition helps is left to later runs until the deadline", arguments: Deadline.allCases)
    func giveUp(deadline: Deadline) {
        let step = Self.history().nextStep(after: .giveUp, sinceDeadline: deadline.since)
        #expect(step == (deadline.isPast ? .lose : .postpone))
    }

    @Test(
        "where no fresh URL could be asked for, a day late is lost, unless the settings are to blame",
        arguments: Deadline.allCases)
    func unanswered(deadline: Deadline) {
        for disposition in [Disposition.retry(), .unreachable, .giveUp] {
            let step = AttemptHistory.nextStep(unanswered: disposition, sinceDeadline: deadline.since)
            #expect(step == (deadline == .longPast ? .lose : .postpone))
        }
        let step = AttemptHistory.nextStep(unanswered: .stop(.credentials), sinceDeadline: deadline.since)
        #expect(step == .postpone)
    }

    @Test("without retries one attempt is all")
    func noRetries() {
        let once = AttemptHistory(failures: 1, refusals: 1, retries: 0)
        #expect(once.nextStep(after: .retry(), sinceDeadline: nil) == .postpone)
        #expect(once.nextStep(after: .refuseContent, sinceDeadline: nil) == .postpone)
        #expect(once.nextStep(after: .unreachable, sinceDeadline: nil) == .stop(.unavailable))
    }

    @Test("failures are counted, and refusals of content among them")
    func counting() {
        var history = AttemptHistory(retries: 5)
        history.count(.retry())
        history.count(.refuseContent)
        history.count(.renewSource(expired: true))
        history.count(.refuseContent)
        #expect(history == AttemptHistory(failures: 4, refusals: 2, isRenewed: false, retries: 5))
    }

    @Test("no failure that goes on for ever is tried for ever, nor lost while its URL may live")
    func termination() {
        let dispositions: [Disposition] = [
            .retry(), .unreachable, .renewSource(expired: false), .refuseContent, .giveUp, .stop(.bug),
        ]
        for disposition in dispositions {
            for deadline in Deadline.allCases {
                var history = AttemptHistory(retries: 3)
                var step = NextStep.again(after: nil)
                var rounds = 0
                while rounds < 10 {
                    rounds += 1
                    history.count(disposition)
                    step = history.nextStep(after: disposition, sinceDeadline: deadline.since)
                    if step == .renew { history.isRenewed = true } else if case .again = step {} else { break }
                }
                #expect(rounds <= 4)
                if !deadline.isPast { #expect(step != .lose) }
            }
        }
    }
}
