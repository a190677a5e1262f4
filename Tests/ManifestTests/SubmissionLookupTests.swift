import FoundationEssentials
import Testing

@testable import Manifest

@Suite("Finding submissions")
struct SubmissionLookupTests {
    let fixture: ManifestFixture
    let manifest: Manifest

    init() throws {
        fixture = try ManifestFixture()
        manifest = try fixture.open()
        // The clock goes back between the second and the third.
        for (token, clientID, fingerprint, seconds) in [
            ("1", "job-a", "f", 10.0), ("2", "job-b", "f", 20), ("3", "job-a", "g", 5), ("4", nil, "g", 30),
        ] as [(String, String?, String, Double)] {
            try manifest.beginSubmission(
                Submission(
                    token: token, clientID: clientID, fingerprint: fingerprint, model: "m", region: "r",
                    sentAt: time(seconds)))
        }
    }

    @Test("the last of a client id is the one begun last", arguments: [("job-a", "3"), ("job-b", "2"), ("job-c", nil)])
    func byClient(clientID: String, expected: String?) throws {
        #expect(try manifest.lastSubmission(clientID: clientID)?.token == expected)
    }

    @Test("the last of a fingerprint is found under any name or none", arguments: [("f", "2"), ("g", "4"), ("h", nil)])
    func byFingerprint(fingerprint: String, expected: String?) throws {
        #expect(try manifest.lastSubmission(fingerprint: fingerprint)?.token == expected)
    }

    @Test("the open ones come in the order they were begun")
    func open() throws {
        #expect(try manifest.openSubmissions().map(\.token) == ["1", "2", "3", "4"])
        try manifest.endSubmission("1", as: .unclear, error: nil, at: time(60))
        try manifest.endSubmission("2", as: .refused, error: nil, at: time(60))
        try manifest.acceptSubmission("3", task: NewTask(taskID: "t"), at: time(60))
        #expect(try manifest.openSubmissions().map(\.token) == ["1", "4"])
    }

    @Test("the tasks submitted within a span of time are found, those of unknown time are not")
    func submittedWithin() throws {
        let tasks = [("early", 9.9), ("first", 10), ("last", 20), ("late", 20.1)].map {
            NewTask(taskID: $0.0, submittedAt: time($0.1))
        }
        _ = try manifest.add(tasks, origin: .discovered, now: time(500))
        _ = try manifest.add([NewTask(taskID: "timeless")], origin: .added, now: time(15))
        #expect(try manifest.tasks(submittedFrom: time(10), to: time(20)).map(\.taskID) == ["first", "last"])
    }

    @Test("tasks that were submitted are told from others")
    func ofTasks() throws {
        _ = try manifest.add([NewTask(taskID: "u")], origin: .discovered, now: time())
        #expect(try manifest.submittedTaskIDs(among: ["t", "u"]).isEmpty)
        for (token, taskID) in [("1", "t"), ("2", #"a"b\"#)] {
            try manifest.acceptSubmission(token, task: NewTask(taskID: taskID), at: time(60))
        }
        #expect(try manifest.submittedTaskIDs(among: ["t", "u", #"a"b\"#, "nobody"]) == ["t", #"a"b\"#])
        #expect(try manifest.submittedTaskIDs(among: []).isEmpty)
        #expect(try manifest.submission(ofTask: "t")?.token == "1")
        #expect(try manifest.submission(ofTask: "u") == nil)
    }

    @Test("two processes that learn of the same tasks at once leave one row of each, submitted and with its submission")
    func race() async throws {
        let path = fixture.path
        let count = 40
        for number in 0..<count {
            try manifest.beginSubmission(
                Submission(token: "s\(number)", fingerprint: "x", model: "m", region: "r", sentAt: time()))
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                let submitting = try Manifest.open(path: path)
                for number in 0..<count {
                    let task = NewTask(taskID: "t\(number)", submittedAt: time(1))
                    try submitting.acceptSubmission("s\(number)", task: task, at: time(2))
                }
            }
            group.addTask {
                let discovering = try Manifest.open(path: path)
                for number in (0..<count).reversed() {
                    let task = NewTask(taskID: "t\(number)", model: "m", submittedAt: time(1))
                    _ = try discovering.add([task], origin: .discovered, now: time(2))
                    let row = ListedTask(taskID: "t\(number)", status: "PENDING")
                    try discovering.recordListed([row], round: "r", at: time(3))
                }
            }
            try await group.waitForAll()
        }
        let expected = (0..<count).map { number in
            TaskRecord(
                taskID: "t\(number)", model: "m", region: "r", status: "PENDING", origin: .submitted,
                submittedAt: time(1), addedAt: time(2), queriedAt: time(3))
        }
        #expect(try expected.map { try manifest.task($0.taskID) } == expected)
        #expect(try manifest.counts()[.waiting] == count)
        #expect(try manifest.counts().total == count)
        for number in 0..<count { #expect(try manifest.submission(ofTask: "t\(number)")?.token == "s\(number)") }
    }
}
