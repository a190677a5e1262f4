import Foundation
import Manifest
import Testing

@testable import Submitting

@Suite("Settling")
struct SettlingTests {
    private static let sent = Date(timeIntervalSince1970: 1_800_000_000)

    private static func submission(
        _ state: SubmissionState, endedAfter: Double = 30, taskID: String? = nil, fingerprint: String = "f"
    ) -> Submission {
        Submission(
            token: "t", clientID: nil, fingerprint: fingerprint, model: "wan2.2-animate-move", region: "singapore",
            state: state, sentAt: sent, taskID: taskID, error: nil, updatedAt: sent + endedAfter)
    }

    @Test(
        "a task counts if it was created from five seconds before the request to a minute after it was given up",
        arguments: [
            (-5.1, false), (-5.0, true), (0.0, true), (30.0, true), (90.0, true), (90.1, false),
        ])
    func window(after: Double, isInside: Bool) {
        #expect(AcceptanceWindow(Self.submission(.unclear)).contains(Self.sent + after) == isInside)
    }

    @Test("a process that was killed may have sent its request ten minutes long")
    func killed() {
        let window = AcceptanceWindow(Self.submission(.sending, endedAfter: 0))
        #expect(window.to == Self.sent + 660)
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
                Self.candidate("early", -60), Self.candidate("late", 600), Self.candidate("timeless", nil),
                Self.candidate("taken", 2),
            ], taken: ["taken"])
        #expect(match == .one("a"))
    }

    @Test("a task whose model the list does not name may be it")
    func unnamedModel() {
        let match = AcceptanceMatch(
            Self.submission(.unclear), among: [Self.candidate("a", 1, model: nil)], taken: [])
        #expect(match == .one("a"))
    }

    @Test("of several none is taken")
    func several() {
        let match = AcceptanceMatch(
            Self.submission(.unclear), among: [Self.candidate("b", 1), Self.candidate("a", 2)], taken: [])
        #expect(match == .several(["a", "b"]))
    }

    @Test(
        "that there is none is believed after ten minutes",
        arguments: [
            (AcceptanceMatch.none, 0.0, AcceptanceVerdict.undecided([])),
            (.none, 599.9, .undecided([])), (.none, 600, .absent), (.none, 90_000, .absent),
            (.one("a"), 0, .accepted("a")), (.one("a"), 90_000, .accepted("a")),
            (.several(["a", "b"]), 90_000, .undecided(["a", "b"])),
        ])
    func verdict(match: AcceptanceMatch, age: Double, verdict: AcceptanceVerdict) {
        #expect(AcceptanceVerdict(match, age: age) == verdict)
    }

    @Test(
        "what is known of a job decides what happens first",
        arguments: [
            (nil, false, FirstStep.send),
            (submission(.sending), false, .settle(submission(.sending))),
            (submission(.unclear), true, .settle(submission(.unclear))),
            (submission(.accepted, taskID: "a"), false, .known(taskID: "a")),
            (submission(.accepted, taskID: "a"), true, .send),
            (submission(.refused), false, .send),
            (submission(.absent), false, .send),
            (submission(.accepted, taskID: "a", fingerprint: "g"), false, .nameTaken),
        ])
    func firstStep(earlier: Submission?, again: Bool, step: FirstStep) {
        #expect(FirstStep(earlier: earlier, fingerprint: "f", again: again) == step)
    }
}
