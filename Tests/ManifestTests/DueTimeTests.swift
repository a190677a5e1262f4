import FoundationEssentials
import Testing

@testable import Manifest

@Suite("Two clocks: the URL's and the task id's")
struct DueTimeTests {
    let fixture: ManifestFixture
    let manifest: Manifest
    let key = VideoKey("t")

    init() throws {
        fixture = try ManifestFixture()
        manifest = try fixture.open()
    }

    static let cases: [(Date?, Date?, Date?)] = [
        (nil, nil, nil),
        (time(hour), nil, time(hour)),
        (nil, time(-hour), time(23 * hour)),
        (time(hour), time(-hour), time(hour)),
        (time(24 * hour), time(-5 * hour), time(19 * hour)),
        (time(19 * hour), time(-5 * hour), time(19 * hour)),
        (time(7 * 24 * hour), time(), time(24 * hour)),
        (time(hour), time(-25 * hour), time(-hour)),
    ]

    @Test("the earlier of both counts, and one alone where the other is not known", arguments: cases)
    func due(expiresAt: Date?, submittedAt: Date?, expected: Date?) {
        #expect(Deadline.due(expiresAt: expiresAt, submittedAt: submittedAt) == expected)
    }

    @Test("a reported and a renewed URL set it alike, and it is never later than the URL's end", arguments: cases)
    func source(expiresAt: Date?, submittedAt: Date?, expected: Date?) throws {
        _ = try manifest.add([NewTask(taskID: "t", submittedAt: submittedAt)], origin: .added, now: time())
        #expect(try manifest.video(key)?.dueAt == nil)
        _ = try manifest.record(.succeeded("t", [.url("https://a", expiresAt: expiresAt)]))
        let reported = try #require(try manifest.video(key))
        #expect(reported.dueAt == expected && reported.expiresAt == expiresAt)
        try manifest.renew(key, url: "https://b", expiresAt: time(2 * hour), at: time())
        try manifest.renew(key, url: "https://c", expiresAt: expiresAt, at: time())
        #expect(try manifest.video(key)?.dueAt == expected)
    }

    @Test("the submission time that comes with the URL counts")
    func together() throws {
        _ = try manifest.add([NewTask(taskID: "t")], origin: .added, now: time())
        var update = TaskUpdate.succeeded("t", [.url("https://a", expiresAt: time(24 * hour))])
        update.submittedAt = time(-3 * hour + 0.000_4)
        _ = try manifest.record(update)
        #expect(try manifest.video(key)?.dueAt == time(21 * hour))
        #expect(try manifest.video(key)?.expiresAt == time(24 * hour))
    }

    @Test("a submission time learnt later moves it, under way or not", arguments: ["named", "reported", "submitted"])
    func later(how: String) throws {
        try manifest.addSucceeded("t")
        try manifest.beginArchiving(key, bucket: "b", objectKey: "k", uploadToken: "u", at: time(1))
        let before = try #require(try manifest.video(key))
        let named = NewTask(taskID: "t", submittedAt: time(-6 * hour))
        switch how {
        case "named": _ = try manifest.add([named], origin: .discovered, now: time(2))
        case "reported":
            var update = TaskUpdate.succeeded("t", [.url("https://oss/v.mp4?Signature=s")], at: time(2))
            update.submittedAt = named.submittedAt
            _ = try manifest.record(update)
        default:
            try manifest.beginSubmission(
                Submission(token: "s", fingerprint: "f", model: "m", region: "r", sentAt: time()))
            try manifest.acceptSubmission("s", task: named, at: time(2))
        }
        var expected = before
        expected.dueAt = time(18 * hour)
        #expect(try manifest.video(key) == expected)
    }

    @Test("the queue goes by it: a task submitted long ago comes before a URL that dies sooner")
    func queue() throws {
        let tasks = [NewTask(taskID: "old", submittedAt: time(-23 * hour)), NewTask(taskID: "young")]
        _ = try manifest.add(tasks, origin: .added, now: time())
        _ = try manifest.record(.succeeded("old", [.url("https://a", expiresAt: time(24 * hour))]))
        _ = try manifest.record(.succeeded("young", [.url("https://b", expiresAt: time(2 * hour))]))
        #expect(try manifest.nextVideo(excluding: [])?.key.taskID == "old")
        #expect(try manifest.atRisk(before: time(1.5 * hour)) == 1)
        #expect(try manifest.keys(EntryFilter(expiresBefore: time(1.5 * hour))) == [VideoKey("old")])
    }

    @Test("a lost video that comes back has the due time of its fresh URL")
    func back() throws {
        _ = try manifest.add([NewTask(taskID: "t", submittedAt: time(-hour))], origin: .added, now: time())
        _ = try manifest.record(.succeeded("t", [.url("https://a", expiresAt: time(hour))]))
        try manifest.lose(key, reason: RecordedError(code: "c", message: "m"), at: time(2 * hour))
        try manifest.renew(key, url: "https://b", expiresAt: time(30 * hour), at: time(2 * hour))
        #expect(try manifest.video(key)?.dueAt == time(23 * hour))
    }
}
