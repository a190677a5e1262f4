import Testing

@testable import Manifest

@Suite("Notices for hooks")
struct NoticeTests {
    private static let all = Set(Notice.Kind.allCases)

    @Test("a notice is made in the step that archives, told in its order, and gone when it is settled")
    func archived() throws {
        let fixture = try ManifestFixture()
        let manifest = try fixture.open(announcing: Self.all)
        for task in ["a", "b"] {
            try manifest.addSucceeded(task)
            try manifest.archive(VideoKey(task))
        }
        let first = try #require(try manifest.nextNotice(of: Self.all))
        #expect(first.kind == .archived && first.video.key == VideoKey("a") && first.task.taskID == "a")
        #expect(first.video.state == .archived && first.video.url == "https://b/k/a.mp4")
        #expect(try manifest.openNotices(of: Self.all) == 2)
        #expect(try manifest.openNotices(of: [.lost]) == 0)
        // A run that was killed now leaves both.
        let next = try Manifest.open(path: fixture.pathAfterKill())
        #expect(try next.nextNotice(of: [.archived])?.video.key == VideoKey("a"))
        try manifest.settle(first, at: time())
        #expect(try manifest.nextNotice(of: [.archived])?.video.key == VideoKey("b"))
        #expect(try manifest.nextNotice(of: [.lost]) == nil)
        #expect(try manifest.nextNotice(of: []) == nil)
    }

    @Test("a notice of a loss is made when it is reported, once")
    func lost() throws {
        let manifest = try ManifestFixture().open(announcing: Self.all)
        try manifest.addSucceeded("a")
        try manifest.lose(VideoKey("a"), reason: RecordedError(code: "c", message: "m"), at: time())
        #expect(try manifest.nextNotice(of: Self.all) == nil)
        for _ in 0..<2 { try manifest.markReported(failures: [], losses: [VideoKey("a")], at: time()) }
        let notice = try #require(try manifest.nextNotice(of: Self.all))
        #expect(notice.kind == .lost && notice.video.state == .lost)
        #expect(try manifest.openNotices(of: Self.all) == 1)
        try manifest.settle(notice, at: time())
        #expect(try manifest.nextNotice(of: Self.all) == nil)
    }

    @Test("a video at risk is noted once, and not told when it is at risk no more")
    func atRisk() throws {
        let manifest = try ManifestFixture().open(announcing: Self.all)
        try manifest.addSucceeded("soon", expiresAt: time(hour))
        try manifest.addSucceeded("saved", expiresAt: time(hour))
        try manifest.addSucceeded("later", expiresAt: time(9 * hour))
        try manifest.noteAtRisk(before: time(2 * hour))
        #expect(try manifest.openNotices(of: [.atRisk]) == 2)
        try manifest.archive(VideoKey("saved"))
        let notice = try #require(try manifest.nextNotice(of: [.atRisk]))
        #expect(notice.kind == .atRisk && notice.video.key == VideoKey("soon"))
        try manifest.settle(notice, at: time())
        try manifest.noteAtRisk(before: time(2 * hour))
        #expect(try manifest.nextNotice(of: [.atRisk]) == nil)
    }

    @Test("what is lost comes first, then what is at risk, whenever they were noted")
    func order() throws {
        let manifest = try ManifestFixture().open(announcing: Self.all)
        for task in ["a", "b", "soon", "gone"] { try manifest.addSucceeded(task, expiresAt: time(hour)) }
        try manifest.archive(VideoKey("a"))
        try manifest.archive(VideoKey("b"))
        try manifest.lose(VideoKey("gone"), reason: RecordedError(code: "c", message: "m"), at: time())
        try manifest.noteAtRisk(before: time(2 * hour))
        try manifest.markReported(failures: [], losses: [VideoKey("gone")], at: time())
        var told: [String] = []
        while let notice = try manifest.nextNotice(of: Self.all) {
            told.append(notice.video.key.taskID)
            try manifest.settle(notice, at: time())
        }
        #expect(told == ["gone", "soon", "a", "b"])
    }

    @Test("the next notice is the first of an index")
    func search() throws {
        let manifest = try ManifestFixture().open()
        for kind in Notice.Kind.allCases {
            let plan = try manifest.plan(of: Manifest.nextNoticeSQL(kind))
            #expect(plan.first == "SEARCH notice USING INDEX notice_to_tell (kind=?)", "\(plan)")
            #expect(!plan.contains { $0.contains("TEMP B-TREE") })
        }
    }

    @Test("nothing is noted of what nobody asked for")
    func silent() throws {
        let manifest = try ManifestFixture().open(announcing: [.lost])
        try manifest.addSucceeded("a", expiresAt: time(hour))
        try manifest.noteAtRisk(before: time(2 * hour))
        try manifest.archive(VideoKey("a"))
        #expect(try manifest.openNotices(of: Self.all) == 0)
    }

    @Test("the next deadline is the first of what is open")
    func nextDeadline() throws {
        let manifest = try ManifestFixture().open()
        #expect(try manifest.nextDeadline() == nil)
        try manifest.addSucceeded("a", expiresAt: time(3 * hour))
        try manifest.addSucceeded("b", expiresAt: time(hour))
        #expect(try manifest.nextDeadline() == time(hour))
        try manifest.archive(VideoKey("b"))
        #expect(try manifest.nextDeadline() == time(3 * hour))
    }
}
