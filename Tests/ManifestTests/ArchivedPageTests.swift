import Testing

@testable import Manifest

@Suite("archived videos by pages")
struct ArchivedPageTests {
    @Test("each is on one page, in the order of their keys; others are on none", arguments: [1, 2, 3, 100])
    func pages(limit: Int) throws {
        let fixture = try ManifestFixture()
        let manifest = try fixture.open()
        for taskID in ["d", "b", "a", "c", "e"] { try manifest.addSucceeded(taskID) }
        _ = try manifest.record(.succeeded("b", [.url("https://oss/1", index: 1), .url("https://oss/2", index: 2)]))
        let archived = [VideoKey("a"), VideoKey("b"), VideoKey("b", 2), VideoKey("d")]
        for key in archived { try manifest.archive(key) }

        var found: [VideoKey] = []
        while true {
            let page = try manifest.archivedVideos(after: found.last, limit: limit)
            #expect(page.count <= limit)
            #expect(page.allSatisfy { $0.state == .archived && $0.sourceURL == nil })
            found += page.map(\.key)
            guard page.count == limit else { break }
        }
        #expect(found == archived)
    }

    @Test("of an empty manifest there are none")
    func empty() throws {
        #expect(try ManifestFixture().open().archivedVideos(limit: 10).isEmpty)
    }
}
