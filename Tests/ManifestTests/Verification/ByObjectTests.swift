import FoundationEssentials
import Testing

@testable import Manifest

@Suite("archived videos by their keys")
struct ByObjectTests {
    private let fixture: ManifestFixture
    private let manifest: Manifest

    init() throws {
        fixture = try ManifestFixture()
        manifest = try fixture.open()
    }

    private func archive(_ taskID: String, as key: String, in bucket: String = "b") throws {
        try manifest.addSucceeded(taskID)
        let video = VideoKey(taskID)
        try manifest.beginArchiving(video, bucket: bucket, objectKey: key, uploadToken: "t", at: time())
        try manifest.finishArchiving(video, ArchivedFacts(size: 7, crc64: 1, url: "https://b/\(key)"), at: time())
    }

    private func walk(_ bucket: String, limit: Int, readBefore: Date? = nil) throws -> [String] {
        var found: [String] = []
        var position: ObjectPosition?
        repeat {
            let page = try manifest.archivedVideos(in: bucket, after: position, readBefore: readBefore, limit: limit)
            #expect(page.videos.count <= limit)
            #expect(page.videos.allSatisfy { $0.state == .archived && $0.sourceURL == nil && $0.bucket == bucket })
            found += page.videos.map { $0.key.taskID }
            position = page.next
        } while position != nil
        return found
    }

    @Test(
        "each is on one page, in the order of their keys' bytes, also of keys alike; others are on none",
        arguments: [1, 2, 3, 100])
    func pages(limit: Int) throws {
        let keys = ["a": "k/z", "b": "k/a b", "c": "k/視", "d": "k/a+b", "e": "k/Z", "f": "k/\u{1F3AC}", "g": "k/a b"]
        for (taskID, key) in keys.sorted(by: { $0.key < $1.key }) { try archive(taskID, as: key) }
        try archive("other", as: "k/m", in: "elsewhere")
        try manifest.addSucceeded("pending")
        #expect(try walk("b", limit: limit) == ["e", "b", "g", "d", "a", "c", "f"])
        #expect(try walk("elsewhere", limit: limit) == ["other"])
        #expect(try walk("nowhere", limit: limit).isEmpty)
    }

    @Test("the buckets are named, and the first and last key in each")
    func bounds() throws {
        #expect(try manifest.archivedBuckets().isEmpty)
        #expect(try manifest.archivedKeys(in: "b") == nil)
        for (number, key) in ["m", "c", "x"].enumerated() { try archive("t\(number)", as: key) }
        try archive("u", as: "other", in: "a")
        #expect(try manifest.archivedBuckets() == ["a", "b"])
        let keys = try #require(try manifest.archivedKeys(in: "b"))
        #expect(keys.first == "c" && keys.last == "x")
    }

    @Test("a pass that began in the future, by a clock that was wrong, begins anew and then goes on")
    func futurePass() throws {
        try archive("a", as: "a")
        _ = try manifest.beginDeepPass(of: "b", at: time(9000))
        #expect(try manifest.beginDeepPass(of: "b", at: time(100)) == DeepPass(beganAt: time(100), isContinued: false))
        #expect(try manifest.beginDeepPass(of: "b", at: time(200)) == DeepPass(beganAt: time(100), isContinued: true))
    }

    @Test("a pass goes on until it is ended, and leaves out what was read since it began")
    func pass() throws {
        for name in ["a", "b", "c"] { try archive(name, as: name) }
        let first = try manifest.beginDeepPass(of: "b", at: time(100))
        #expect(!first.isContinued)
        try manifest.recordRead(VideoKey("a"), etag: nil, at: time(101))
        try manifest.recordRead(VideoKey("c"), etag: "new", at: time(102))
        #expect(try manifest.video(VideoKey("c"))?.etag == "new")
        let again = try manifest.beginDeepPass(of: "b", at: time(200))
        #expect(again == DeepPass(beganAt: time(100), isContinued: true))
        #expect(try manifest.countUnread(in: "b", since: again.beganAt) == 1)
        #expect(try walk("b", limit: 2, readBefore: again.beganAt) == ["b"])
        try manifest.endDeepPass(of: "b")
        let next = try manifest.beginDeepPass(of: "b", at: time(300))
        #expect(!next.isContinued)
        #expect(try walk("b", limit: 2, readBefore: next.beganAt) == ["a", "b", "c"])
    }
}
