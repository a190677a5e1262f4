import Failures
import FoundationEssentials
import GRDB
import Testing

@testable import Manifest

@Suite("Submitting tasks")
struct SubmissionTests {
    let fixture: ManifestFixture
    let manifest: Manifest
    static let reason = RecordedError(code: "studio.lost-reply", message: "no answer came")

    init() throws {
        fixture = try ManifestFixture()
        manifest = try fixture.open()
    }

    private func submission(_ token: String, clientID: String? = nil, fingerprint: String = "f") -> Submission {
        Submission(
            token: token, clientID: clientID, fingerprint: fingerprint, model: "m", region: "singapore", sentAt: time())
    }

    private func known(_ token: String) throws -> Submission? {
        try manifest.read { try Submission.fetchAll($0, where: Submission.tokenCondition, arguments: [token]).first }
    }

    /// Brings a submission into `state`.
    private func begin(_ token: String, in state: SubmissionState) throws {
        try manifest.beginSubmission(submission(token))
        switch state {
        case .sending: break
        case .accepted: try manifest.acceptSubmission(token, task: NewTask(taskID: "of-\(token)"), at: time())
        default: try manifest.endSubmission(token, as: state, error: Self.reason, at: time())
        }
    }

    @Test("what is begun is on disk before the request leaves, and found after a kill")
    func begun() throws {
        let sent = submission("s", clientID: "job-1", fingerprint: "f1")
        try manifest.beginSubmission(sent)
        let next = try Manifest.open(path: fixture.pathAfterKill())
        #expect(try next.openSubmissions() == [sent])
        #expect(try next.lastSubmission(clientID: "job-1") == sent)
        #expect(try next.lastSubmission(fingerprint: "f1") == sent)
        #expect(sent.state == .sending && sent.updatedAt == time())
    }

    @Test("a token is taken once", arguments: SubmissionState.allCases)
    func duplicate(state: SubmissionState) throws {
        try begin("s", in: state)
        let before = try known("s")
        let failure = #expect(throws: Failure.self) { try manifest.beginSubmission(submission("s")) }
        #expect(failure?.code == "manifest.duplicate-submission")
        #expect(failure?.disposition == .stop(.bug))
        #expect(try known("s") == before)
    }

    @Test("an accepted one makes its task, which waits, with its model and region")
    func accepted() throws {
        try manifest.beginSubmission(submission("s"))
        try manifest.acceptSubmission("s", task: NewTask(taskID: "t", submittedAt: time(1)), at: time(2))
        let task = TaskRecord(
            taskID: "t", model: "m", region: "singapore", origin: .submitted, submittedAt: time(1), addedAt: time(2))
        #expect(try manifest.task("t") == task)
        #expect(try manifest.videos(of: "t").map(\.state) == [.waiting])
        var expected = submission("s")
        (expected.state, expected.taskID, expected.updatedAt) = (.accepted, "t", time(2))
        #expect(try manifest.submission(ofTask: "t") == expected)
        #expect(try manifest.openSubmissions().isEmpty)
        #expect(try manifest.tasksToQuery(limit: 9).map(\.taskID) == ["t"])
    }

    @Test("a task that was discovered first is completed, keeps its videos, and counts as submitted")
    func discoveredFirst() throws {
        try manifest.beginSubmission(submission("s"))
        try manifest.endSubmission("s", as: .unclear, error: Self.reason, at: time(1))
        _ = try manifest.add([NewTask(taskID: "t", region: "beijing")], origin: .discovered, now: time(2))
        _ = try manifest.record(.succeeded("t", [.url("https://a"), .url("https://b", index: 1)], at: time(3)))
        try manifest.acceptSubmission("s", task: NewTask(taskID: "t", submittedAt: time()), at: time(4))
        let task = try #require(try manifest.task("t"))
        #expect(task.model == "m" && task.region == "beijing" && task.submittedAt == time())
        #expect(task.origin == .submitted && task.phase == .succeeded && task.addedAt == time(2))
        #expect(try manifest.videos(of: "t").map(\.state) == [.pending, .pending])
        let accepted = try #require(try known("s"))
        #expect(accepted.state == .accepted && accepted.error == nil && accepted.updatedAt == time(4))
        _ = try manifest.add([NewTask(taskID: "t")], origin: .discovered, now: time(5))
        #expect(try manifest.task("t")?.origin == .submitted)
    }

    @Test("one that ends otherwise keeps its reason", arguments: [SubmissionState.unclear, .refused, .abandoned])
    func ended(state: SubmissionState) throws {
        try manifest.beginSubmission(submission("s"))
        try manifest.endSubmission("s", as: state, error: Self.reason, at: time(5))
        var expected = submission("s")
        (expected.state, expected.error, expected.updatedAt) = (state, Self.reason, time(5))
        #expect(try known("s") == expected)
        #expect(try manifest.openSubmissions() == (state == .unclear ? [expected] : []))
        #expect(try manifest.counts().total == 0)
    }

    @Test("every other change of state is refused as a bug and changes nothing", arguments: SubmissionState.allCases)
    func transitions(state: SubmissionState) throws {
        for next in SubmissionState.allCases {
            let token = "\(state)-\(next)"
            try begin(token, in: state)
            let before = try known(token)
            let step: () throws -> Void = {
                if next == .accepted {
                    try manifest.acceptSubmission(token, task: NewTask(taskID: token), at: time(9))
                } else {
                    try manifest.endSubmission(token, as: next, error: nil, at: time(9))
                }
            }
            if state.canBecome(next) {
                try step()
                #expect(try known(token)?.state == next)
            } else {
                let failure = #expect(throws: Failure.self) { try step() }
                #expect(failure?.code == "manifest.illegal-transition", "\(token)")
                #expect(failure?.disposition == .stop(.bug))
                #expect(try known(token) == before)
                #expect(try manifest.task(token) == nil)
            }
        }
    }

    @Test("none begins or ends as accepted without a task")
    func acceptedWithoutTask() throws {
        var accepted = submission("a")
        accepted.state = .accepted
        try manifest.beginSubmission(submission("s"))
        for step in [
            { try manifest.beginSubmission(accepted) },
            { try manifest.endSubmission("s", as: .accepted, error: nil, at: time()) },
        ] as [() throws -> Void] {
            #expect(#expect(throws: Failure.self) { try step() }?.code == "manifest.illegal-transition")
        }
        #expect(try known("a") == nil)
        #expect(try known("s")?.state == .sending)
    }

    @Test("one that was never begun is a bug")
    func unknown() throws {
        for step in [
            { try manifest.acceptSubmission("s", task: NewTask(taskID: "t"), at: time()) },
            { try manifest.endSubmission("s", as: .abandoned, error: nil, at: time()) },
        ] as [() throws -> Void] {
            let failure = #expect(throws: Failure.self) { try step() }
            #expect(failure?.code == "manifest.unknown-submission")
            #expect(failure?.disposition == .stop(.bug))
        }
        #expect(try manifest.task("t") == nil)
    }

    @Test("a task belongs to one submission")
    func claimed() throws {
        try begin("a", in: .accepted)
        try manifest.beginSubmission(submission("b"))
        let failure = #expect(throws: Failure.self) {
            try manifest.acceptSubmission("b", task: NewTask(taskID: "of-a"), at: time())
        }
        #expect(failure?.code == "manifest.task-claimed")
        #expect(failure?.disposition == .giveUp)
        #expect(try known("b")?.state == .sending)
        #expect(try manifest.submission(ofTask: "of-a")?.token == "a")
    }
}
