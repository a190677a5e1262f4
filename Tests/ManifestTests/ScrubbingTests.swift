import Failures
import FoundationEssentials
import GRDB
import SeededRandom
import Testing

@testable import Manifest

@Suite("Erasing signed URLs")
struct ScrubbingTests {
    @Test("the file holds a URL while it is needed, and not a byte of its signature once archived and closed")
    func archived() throws {
        let fixture = try ManifestFixture()
        let manifest = try fixture.open()
        try manifest.addSucceeded("t", url: "https://oss/v.mp4?Expires=1&Signature=abcdefg")
        #expect(try fixture.rawText().contains("abcdefg"))
        try manifest.archive(VideoKey("t"))
        try manifest.close()
        #expect(try !fixture.rawText().contains("abcdefg"))
    }

    @Test("nor once lost, nor after a run that was killed before it could scrub")
    func killed() throws {
        let fixture = try ManifestFixture()
        let killed = try fixture.open()
        try killed.addSucceeded("a", url: "https://oss/v.mp4?Signature=first-one")
        try killed.addSucceeded("b", url: "https://oss/v.mp4?Signature=second-one")
        try killed.archive(VideoKey("a"))
        try killed.lose(VideoKey("b"), reason: RecordedError(code: "c", message: "m"), at: time())
        let next = try Manifest.open(path: fixture.path)
        try next.scrub()
        let text = try fixture.rawText()
        #expect(!text.contains("first-one") && !text.contains("second-one"))
    }

    // With these numbers SQLite 3.40 leaves copies behind when only `secure_delete` is on.
    @Test(
        "after much traffic nothing is left of what was erased, and all is left that is needed", arguments: [11, 37])
    func traffic(seed: UInt64) throws {
        let fixture = try ManifestFixture()
        let manifest = try fixture.open()
        // Without flushes: this test writes some thousand transactions' worth of rows.
        try manifest.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = OFF") }
        var numbers = SeededGenerator(seed: seed)
        var open: [String] = []
        var erased: [String] = []
        for number in 0..<1500 {
            let taskID = "\(numbers.next())-\(number)"
            let padding = String(repeating: "p", count: Int.random(in: 50...900, using: &numbers))
            try manifest.addSucceeded(taskID, url: "https://oss/\(padding)?Signature=<\(taskID)>")
            open.append(taskID)
            if number % 3 == 0, let taskID = open.randomElement(using: &numbers) {
                let padding = String(repeating: "q", count: Int.random(in: 50...900, using: &numbers))
                let url = "https://oss/\(padding)?Signature=<\(taskID)>"
                try manifest.renew(VideoKey(taskID), url: url, expiresAt: time(48 * hour), at: time())
            }
            if open.count > 60 {
                let taskID = open.remove(at: Int.random(in: 0..<open.count, using: &numbers))
                try manifest.archive(VideoKey(taskID))
                erased.append(taskID)
            }
        }
        try manifest.scrub()
        let signatures = Set(try fixture.rawText().split(separator: "<").compactMap { $0.split(separator: ">").first })
        #expect(erased.filter { signatures.contains(Substring($0)) } == [])
        #expect(open.filter { !signatures.contains(Substring($0)) } == [])
        for taskID in open {
            let url = try #require(try manifest.video(VideoKey(taskID))?.sourceURL)
            #expect(url.hasSuffix("Signature=<\(taskID)>"))
        }
    }

    @Test("a reader in the way delays the erasure and is no error")
    func reader() throws {
        let fixture = try ManifestFixture()
        let reader = try fixture.open()
        let run = try fixture.open(busyTimeout: 0.01)
        try run.addSucceeded("t", url: "https://oss/v.mp4?Signature=abcdefg")
        try reader.forEachEntry { _, _ in
            try run.archive(VideoKey("t"))
            try run.scrub()
        }
        try run.scrub()
        #expect(try !fixture.rawText().contains("abcdefg"))
        #expect(try run.video(VideoKey("t"))?.state == .archived)
    }
}
