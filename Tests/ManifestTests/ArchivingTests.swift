import Failures
import FoundationEssentials
import Testing

@testable import Manifest

@Suite("The steps of archiving")
struct ArchivingTests {
    let fixture: ManifestFixture
    let manifest: Manifest
    let key = VideoKey("t")

    init() throws {
        fixture = try ManifestFixture()
        manifest = try fixture.open()
        try manifest.addSucceeded("t")
    }

    @Test("all facts are kept and the signed URL is erased")
    func facts() throws {
        let facts = ArchivedFacts(
            size: 5_368_709_120, crc64: 0xFEDC_BA98_7654_3210, etag: "e-2", contentType: "video/mp4", width: 720,
            height: 1280, duration: 5.2, isFastStart: false, url: "https://b/k.mp4")
        try manifest.postpone(key, error: RecordedError(code: "c", message: "m"), at: time(1))
        try manifest.beginArchiving(key, bucket: "b", objectKey: "k.mp4", uploadToken: "u", at: time(2))
        try manifest.finishArchiving(key, facts, at: time(3))
        var expected = VideoRecord(key: key, state: .archived, createdAt: time())
        (expected.bucket, expected.objectKey, expected.uploadToken) = ("b", "k.mp4", "u")
        (expected.size, expected.crc64, expected.etag) = (facts.size, facts.crc64, "e-2")
        (expected.contentType, expected.width, expected.height) = ("video/mp4", 720, 1280)
        (expected.duration, expected.isFastStart, expected.url) = (5.2, false, "https://b/k.mp4")
        (expected.expiresAt, expected.dueAt) = (time(24 * hour), time(24 * hour))
        (expected.updatedAt, expected.archivedAt, expected.attempts) = (time(3), time(3), 1)
        #expect(try manifest.video(key) == expected)
    }

    @Test("a checksum of 64 bits survives as it is", arguments: [0, 1, UInt64.max, 1 << 63, 0xDEAD_BEEF])
    func checksum(crc64: UInt64) throws {
        try manifest.beginArchiving(key, bucket: "b", objectKey: "k", uploadToken: "u", at: time())
        try manifest.finishArchiving(key, ArchivedFacts(size: 1, crc64: crc64, url: "https://b/k"), at: time())
        #expect(try manifest.video(key)?.crc64 == crc64)
    }

    @Test("a video put off is pending again, with its attempt and error")
    func postpone() throws {
        for attempt in 1...2 {
            try manifest.beginArchiving(key, bucket: "b", objectKey: "k", uploadToken: "u", at: time())
            try manifest.postpone(key, error: RecordedError(code: "c", message: "\(attempt)"), at: time(2))
        }
        let video = try #require(try manifest.video(key))
        #expect(video.state == .pending && video.attempts == 2 && video.sourceURL != nil)
        #expect(video.lastError == RecordedError(code: "c", message: "2"))
    }

    @Test("a lost video has no source any more and comes back only with a fresh one")
    func lose() throws {
        try manifest.lose(key, reason: RecordedError(code: "source.dead", message: "too late"), at: time(9))
        let lost = try #require(try manifest.video(key))
        #expect(lost.state == .lost && lost.sourceURL == nil && lost.lostAt == time(9))
        #expect(throws: Failure.self) {
            try manifest.postpone(key, error: RecordedError(code: "c", message: ""), at: time())
        }
        try manifest.renew(key, url: "https://fresh", expiresAt: time(48 * hour), at: time(10))
        let back = try #require(try manifest.video(key))
        #expect(back.state == .pending && back.sourceURL == "https://fresh" && back.lostAt == nil)
    }

    @Test("a fresh URL does not disturb a video under way")
    func renew() throws {
        try manifest.beginArchiving(key, bucket: "b", objectKey: "k", uploadToken: "u", at: time())
        try manifest.renew(key, url: "https://fresh", expiresAt: time(48 * hour), at: time())
        let video = try #require(try manifest.video(key))
        #expect(video.state == .archiving && video.sourceURL == "https://fresh" && video.expiresAt == time(48 * hour))
        try manifest.archive(key)
    }

    @Test("an illegal step is refused as a bug and changes nothing", arguments: ["finish", "archive", "lose", "renew"])
    func illegal(step: String) throws {
        if step != "finish" { try manifest.archive(key) }
        let before = try manifest.video(key)
        let failure = #expect(throws: Failure.self) {
            switch step {
            case "finish": try manifest.finishArchiving(key, ArchivedFacts(size: 1, crc64: 1, url: ""), at: time())
            case "archive":
                try manifest.beginArchiving(key, bucket: "b", objectKey: "k", uploadToken: "u", at: time())
            case "lose": try manifest.lose(key, reason: RecordedError(code: "c", message: "m"), at: time())
            default: try manifest.renew(key, url: "https://x", expiresAt: nil, at: time())
            }
        }
        #expect(failure?.code == "manifest.illegal-transition")
        #expect(failure?.disposition == .stop(.bug))
        #expect(try manifest.video(key) == before)
    }

    @Test("a video nobody reported is a bug")
    func unknown() throws {
        let failure = #expect(throws: Failure.self) {
            try manifest.lose(VideoKey("t", 7), reason: RecordedError(code: "c", message: "m"), at: time())
        }
        #expect(failure?.code == "manifest.unknown-video")
    }

    @Test("a run killed after any step leaves a manifest the next run continues from")
    func killed() throws {
        func afterKill() throws -> VideoRecord? {
            let next = try Manifest.open(path: fixture.pathAfterKill())
            let video = try next.nextVideo(excluding: [])
            if let video { try next.archive(video.key) }
            #expect(try next.counts()[.archived] == 1)
            return video
        }
        #expect(try afterKill()?.state == .pending)
        try manifest.beginArchiving(key, bucket: "b", objectKey: "k", uploadToken: "mine", at: time())
        let resumed = try afterKill()
        #expect(resumed?.state == .archiving && resumed?.uploadToken == "mine" && resumed?.objectKey == "k")
        try manifest.finishArchiving(key, ArchivedFacts(size: 1, crc64: 1, url: "https://b/k"), at: time())
        #expect(try afterKill() == nil)
    }
}
