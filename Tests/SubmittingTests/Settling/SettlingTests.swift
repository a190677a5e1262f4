import Foundation
import Manifest
import Testing

@testable import Submitting

@Suite("Settling")
struct SettlingTests {
    private static let sent = Date(timeIntervalSince1970: 1_800_000_000)

    private static func submission(
        _ state: SubmissionState, endedAfter: Double = 30, taskID: String? = nil
    ) -> Submission {
        Submission(
            token: "t", clientID: nil, fingerprint: "f", model: "wan2.2-animate-move", region: "singapore",
            state: state, sentAt: sent, taskID: taskID, error: nil, updatedAt: sent + endedAfter)
    }

    @Test(
        "a task counts if it was created from fifteen seconds before the request to half a minute after it was given up",
        arguments: [
            (-15.1, false), (-15.0, true), (0.0, true), (30.0, true), (60.0, true), (60.1, false),
        ])
    func window(after: Double, isInside: Bool) {
        #expect(AcceptanceWindow(Self.submission(.unclear)).contains(Self.sent + after) == isInside)
    }

    @Test("of a process that was killed the request ended within its own bound")
    func killed() {
        let window = AcceptanceWindow(Self.submission(.sending, endedAfter: 0))
        #expect(window.to == Self.sent + 60)
    }

    private static func candidate(_ id: String, _ after: Double?, model: String? = "wan2.2-animate-move")
        -> AcceptanceMatch.Candidate
    {
        AcceptanceMatch.Candidate(taskID: id, model: model, createdAt: after.map { sent + $0 })
    }

    @Test("one task alone is taken, seen once or twice")
    func one() {
        let match = AcceptanceMatch(
            Self.submission(.unclear),
            among: [
                Self.candidate("a", 1), Self.candidate("a", 1), Self.candidate("other-model", 1, model: "wan2.5-i2v"),
                Self.candidate("early", -60), Self.candidate("late", 600), Self.candidate("taken", 2),
            ], taken: ["taken"], rivals: [])
        #expect(match == .one("a"))
    }

    @Test("a task whose model the list does not name may be it")
    func unnamedModel() {
        let match = AcceptanceMatch(
            Self.submission(.unclear), among: [Self.candidate("a", 1, model: nil)], taken: [], rivals: [])
        #expect(match == .one("a"))
    }

    @Test("of several none is taken")
    func several() {
        let match = AcceptanceMatch(
            Self.submission(.unclear), among: [Self.candidate("b", 1), Self.candidate("a", 2)], taken: [], rivals: [])
        #expect(match == .several(["a", "b"]))
    }

    @Test("a task whose time is not told may be it, and so is never taken")
    func timeless() {
        #expect(
            AcceptanceMatch(
                Self.submission(.unclear), among: [Self.candidate("a", nil)], taken: [], rivals: [])
                == .several(["a"]))
        #expect(
            AcceptanceMatch(
                Self.submission(.unclear), among: [Self.candidate("a", nil), Self.candidate("b", 1)], taken: [],
                rivals: []) == .several(["a", "b"]))
    }

    @Test(
        "a task that another open submission of the model may have become is not taken",
        arguments: [
            (20.0, "wan2.2-animate-move", AcceptanceMatch.several(["a"])), (20, "wan2.2-animate-mix", .one("a")),
            (300, "wan2.2-animate-move", .one("a")),
        ])
    func rival(sentAfter: Double, model: String, match: AcceptanceMatch) {
        var rival = Self.submission(.unclear)
        (rival.token, rival.model) = ("other", model)
        (rival.sentAt, rival.updatedAt) = (Self.sent + sentAfter, Self.sent + sentAfter + 5)
        #expect(
            AcceptanceMatch(
                Self.submission(.unclear), among: [Self.candidate("a", 10)], taken: [], rivals: [rival]) == match)
    }

    @Test(
        "what is known of a job decides what happens first",
        arguments: [
            (nil, RepeatRule.never, false, FirstStep.send),
            (submission(.sending), .never, false, .settle(submission(.sending))),
            (submission(.unclear), .always, true, .settle(submission(.unclear))),
            (submission(.accepted, taskID: "a"), .never, true, .known(taskID: "a")),
            (submission(.accepted, taskID: "a"), .ended, false, .known(taskID: "a")),
            (submission(.accepted, taskID: "a"), .ended, true, .send),
            (submission(.accepted, taskID: "a"), .always, false, .send),
            (submission(.refused), .never, false, .send),
            (submission(.abandoned), .never, false, .send),
        ])
    func firstStep(earlier: Submission?, rule: RepeatRule, hasEnded: Bool, step: FirstStep) {
        #expect(FirstStep(earlier: earlier, rule: rule, hasEnded: hasEnded) == step)
    }
}
