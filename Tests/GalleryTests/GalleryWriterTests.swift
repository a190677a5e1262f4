import Digests
import Foundation
import Manifest
import Testing

@testable import Gallery

@Suite("Gallery")
struct GalleryWriterTests {
    private static let start = Date(timeIntervalSince1970: 1_795_000_000)

    /// Texts that would do harm as markup, as a script, or to what stands beside them.
    static let hostileTexts = [
        "</script><script>alert(1)</script>", "<!--<script>", "]]>", "<img src=x onerror=alert(1)>", "\"'`&amp;\\",
        "\u{0}\u{1}\u{7F}\u{85}\n\r\t", "\u{202E}4pm.exe\u{2066}", "\u{2028}\u{2029}", "é 視頻 🎬",
    ]

    private func entry(_ id: String, error: String? = nil, url: String? = nil, changed: Double = 0) -> ExportEntry {
        let task = TaskRecord(taskID: id, model: "wan2.2-animate-move", origin: .added, addedAt: Self.start)
        let state: VideoState = url == nil ? .lost : .archived
        var video = VideoRecord(key: VideoKey(taskID: id, index: 0), state: state, createdAt: Self.start)
        video.url = url
        video.lastError = error.map { RecordedError(code: "", message: $0) }
        video.updatedAt = Self.start + changed
        return ExportEntry(task, video)
    }

    private func page(_ entries: [ExportEntry], capacity: Int = GalleryWriter.capacity) throws -> String {
        var bytes: [UInt8] = []
        var writer = GalleryWriter(total: entries.count, capacity: capacity) { bytes += $0 }
        for entry in entries { try writer.write(entry) }
        try writer.finish()
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The text of the element with that id, as a browser takes it: up to the next `</script`.
    private func data(_ id: String, in page: String) throws -> Any {
        let text = try #require(page.components(separatedBy: "id=\"\(id)\">").dropFirst().first)
        let json = try #require(text.components(separatedBy: "</script").first)
        return try JSONSerialization.jsonObject(with: Data(json.utf8))
    }

    private func rows(in page: String) throws -> [[String: Any]] {
        let facts = try #require(try data("facts", in: page) as? [String: Any])
        let columns = try #require(facts["columns"] as? [String])
        let rows = try #require(try data("entries", in: page) as? [[Any]])
        return rows.map { Dictionary(zip(columns, $0)) { first, _ in first } }
    }

    @Test("every text comes to the script as it is, and nothing of it is markup", arguments: hostileTexts)
    func escaping(text: String) throws {
        let page = try page([entry("t", error: text), entry("u", url: "https://films.example/\(text)")])
        let rows = try rows(in: page)
        #expect(rows.map { $0["error"] as? String } == [text, nil])
        #expect(rows.last?["url"] as? String == "https://films.example/\(text)")
        let plain = try self.page([entry("t"), entry("u")])
        for mark in ["<", ">"] {
            #expect(page.components(separatedBy: mark).count == plain.components(separatedBy: mark).count)
        }
    }

    @Test("an empty manifest makes a whole page")
    func empty() throws {
        let page = try page([])
        #expect(page.hasPrefix("<!doctype html>\n") && page.hasSuffix("</html>\n"))
        #expect(try rows(in: page).isEmpty)
        #expect((try data("facts", in: page) as? [String: Any])?["changed_at"] is NSNull)
    }

    @Test("only the page's own style and script may run, and nothing is loaded but media")
    func policy() throws {
        let page = try page([entry("t")])
        let policy = try #require(page.components(separatedBy: "Content-Security-Policy\" content=\"").last)
        let rules = policy.prefix { $0 != "\"" }.split(separator: ";").map { $0.trimmingPrefix(" ") }
        func hash(between start: String, and end: String) throws -> String {
            let text = try #require(page.components(separatedBy: start).last?.components(separatedBy: end).first)
            return "'sha256-\(base64(SHA256.hash(text)))'"
        }
        #expect(
            rules == [
                "default-src 'none'", "script-src \(try hash(between: "<script type=\"module\">", and: "</script>"))",
                "style-src \(try hash(between: "<style>", and: "</style>"))", "media-src http: https:",
                "img-src http: https: data:", "base-uri 'none'", "form-action 'none'",
            ])
        #expect(page.components(separatedBy: "<script").count == 4)
        for sign in [" src=", " style=", " onclick=", "@import", "url("] { #expect(!page.contains(sign), "\(sign)") }
    }

    @Test("without scripts there is nothing to be filled in or opened")
    func withoutScripts() throws {
        let page = try page([entry("t")])
        for start in ["<form id=\"filters\"", "<details id=\"charts\"", "<section id=\"videos\""] {
            let tag = try #require(page.components(separatedBy: start).dropFirst().first?.prefix { $0 != ">" })
            #expect(tag.hasSuffix(" hidden"))
        }
    }

    @Test("the page tells the last change of all entries, and nothing of when it was written")
    func changed() throws {
        let entries = [entry("a", changed: 5), entry("b", changed: 60), entry("c")]
        let page = try page(entries)
        let expected = (Self.start + 60).formatted(.iso8601)
        #expect((try data("facts", in: page) as? [String: Any])?["changed_at"] as? String == expected)
        #expect(try self.page(entries) == page)
    }

    @Test("of more entries than a browser holds the newest are shown, and the number of the others is told")
    func capacity() throws {
        let page = try page((0..<8).map { entry("t\($0)", changed: $0 == 1 ? 9 : 0) }, capacity: 5)
        let rows = try rows(in: page)
        #expect(rows.map { $0["task_id"] as? String } == ["t3", "t4", "t5", "t6", "t7"])
        let facts = try #require(try data("facts", in: page) as? [String: Any])
        #expect(facts["left_out"] as? Int == 3)
        #expect(facts["changed_at"] as? String == (Self.start + 9).formatted(.iso8601))
    }

    @Test("the sink gets pieces of bounded size, and its error ends the page")
    func pieces() throws {
        struct Full: Error {}
        var longest = 0
        var writer = GalleryWriter(total: 5000) { longest = max(longest, $0.count) }
        for number in 0..<5000 { try writer.write(entry("t\(number)", error: "why")) }
        try writer.finish()
        #expect(longest < 160 << 10)
        var broken = GalleryWriter(total: 0) { _ in throw Full() }
        #expect(throws: Full.self) { try broken.finish() }
    }
}
