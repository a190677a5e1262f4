import Foundation
import Manifest
import TestServers
import Testing

@testable import Gallery

/// The page in a real browser. Where `KEEPREEL_SCREENSHOTS` names a directory, what is seen is written there.
@Suite("Gallery in a browser", .timeLimit(.minutes(3)))
struct GalleryBrowserTests {
    private static let now = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down))

    private let browser: Browser
    private let server: FileServer

    init() async throws {
        browser = try await Browser.start()
        server = try await FileServer.start()
        let clips = [Clip(seconds: 3, isFaststart: true), Clip(seconds: 3, width: 240, height: 320, isFaststart: true)]
        for (number, clip) in clips.enumerated() {
            try server.directory.write(try await Clips.bytes(of: clip), to: "clip \(number).mp4")
        }
    }

    private func stop() async throws {
        try await browser.stop()
        try await server.stop()
    }

    /// An entry that was made so many hours ago.
    private func entry(_ number: Int, _ state: VideoState, error: String? = nil, model: String = "wan2.2-animate-move")
        -> ExportEntry
    {
        let made = Self.now - Double(number) * 7200
        var task = TaskRecord(taskID: "task-\(number)", model: model, origin: .added, addedAt: made)
        (task.submittedAt, task.endedAt) = (made - 600, made)
        var video = VideoRecord(key: VideoKey(taskID: task.taskID, index: 0), state: state, createdAt: made)
        (video.contentType, video.updatedAt, video.expiresAt) = ("video/mp4", made, made + 86_400)
        if state == .archived {
            video.url = "\(server.origin)/clip%20\(number % 2).mp4?task=\(number)"
            (video.size, video.duration, video.archivedAt) = (5_000_000 + Int64(number), 3, made + 1800)
            (video.width, video.height) = number % 2 == 0 ? (320, 240) : (240, 320)
        }
        video.lastError = error.map { RecordedError(code: "source.expired", message: $0) }
        return ExportEntry(task, video)
    }

    /// Serves a page of these entries; gives its address.
    private func serve(_ entries: [ExportEntry]) throws -> String {
        var bytes: [UInt8] = []
        var writer = GalleryWriter(total: entries.count) { bytes += $0 }
        for entry in entries.reversed() { try writer.write(entry) }
        try writer.finish()
        try server.directory.write(bytes, to: "page.html")
        return "\(server.origin)/page.html"
    }

    private func shoot(_ name: String) async throws {
        guard let directory = ProcessInfo.processInfo.environment["KEEPREEL_SCREENSHOTS"] else { return }
        // What is drawn a frame later is part of the picture.
        _ = try await browser.evaluate(
            "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))", as: Bool.self
        )
        try await browser.screenshot(to: "\(directory)/\(name).png")
    }

    private static let firstFrames = """
        [...document.querySelectorAll('video')].length > 0 && [...document.querySelectorAll('video')].every((video) =>
          video.getBoundingClientRect().top > innerHeight || video.readyState >= 2)
        """
    private static let count = "document.getElementById('count').textContent"

    private func input(_ id: String, _ value: String) async throws {
        _ = try await browser.evaluate(
            """
            (() => {
              const control = document.getElementById('\(id)');
              control.value = '\(value)';
              return control.dispatchEvent(new Event('input', { bubbles: true }));
            })()
            """, as: Bool.self)
    }

    private func choose(state: String) async throws {
        _ = try await browser.evaluate(
            "(document.querySelector('input[name=state][value=\"\(state)\"]').click(), true)", as: Bool.self)
    }

    @Test("videos play, links are copied, and what is asked for is shown, with a clean console")
    func use() async throws {
        let entries =
            (0..<40).map { entry($0, .archived) }
            + [
                entry(40, .lost, error: "the URL died"), entry(41, .pending),
                entry(42, .none, error: "no <b>video</b>"),
                entry(43, .archived, model: "wan2.2-animate-mix"),
            ]
        try await browser.allowClipboard(for: server.origin)
        try await browser.resize(width: 1280, height: 900)
        try await browser.open(try serve(entries))
        #expect(try await browser.evaluate(Self.count) == "41 of 44 entries")
        try await browser.wait(for: Self.firstFrames)
        try await shoot("light")

        let played: Double = try await browser.evaluate(
            """
            (async () => {
              const video = document.querySelector('video');
              await video.play();
              await new Promise((done) => video.addEventListener('timeupdate', () => video.currentTime > 0.2 && done()));
              video.pause();
              return video.currentTime;
            })()
            """)
        #expect(played > 0.2)

        let copied: [String] = try await browser.evaluate(
            """
            (async () => {
              const copy = document.querySelector('.copy');
              copy.click();
              while (copy.textContent !== 'Copied') await new Promise((done) => setTimeout(done, 10));
              return [await navigator.clipboard.readText(), document.getElementById('said').textContent];
            })()
            """)
        #expect(copied == ["\(server.origin)/clip%200.mp4?task=0", "The link is copied."])

        try await input("search", "TASK-1 move")
        try await browser.wait(for: "\(Self.count) === '11 of 44 entries'")
        try await input("search", "")
        try await input("model", "wan2.2-animate-mix")
        try await browser.wait(for: "\(Self.count) === '1 of 44 entries'")
        #expect(try await browser.evaluate("location.hash") == "#model=wan2.2-animate-mix")
        try await input("model", "")
        try await choose(state: "lost")
        let lost: String = try await browser.evaluate("document.querySelector('.card').innerText")
        #expect(lost.contains("Lost") && lost.contains("the URL died") && lost.contains("task-40"))
        try await choose(state: "none")
        let text: String = try await browser.evaluate("document.querySelector('.reason').textContent")
        #expect(text.contains("no <b>video</b>"))
        try await input("to", "2001-01-01")
        #expect(
            try await browser.evaluate("document.getElementById('empty').textContent") == "Nothing meets these filters."
        )
        _ = try await browser.evaluate("(document.getElementById('clear').click(), true)", as: Bool.self)
        #expect(try await browser.evaluate(Self.count) == "41 of 44 entries")
        #expect(try await browser.evaluate("document.querySelector('time').title", as: String.self).contains("GMT+8"))
        #expect(try await browser.evaluate("document.querySelectorAll('#panels svg').length") == 3)
        #expect(try await browser.evaluate("document.querySelectorAll('#table tbody tr').length", as: Int.self) > 2)
        #expect(try await browser.problems() == [])
        try await stop()
    }

    @Test("nothing from outside becomes markup, a script, or a link that is none")
    func hostile() async throws {
        let entries = GalleryWriterTests.hostileTexts.enumerated().map { number, text in
            var task = TaskRecord(taskID: text, model: text, origin: .added, addedAt: Self.now)
            task.endedAt = Self.now
            var video = VideoRecord(key: VideoKey(taskID: text, index: 0), state: .archived, createdAt: Self.now)
            video.url = number % 2 == 0 ? "javascript:document.title='broken'//\(text)" : "data:text/html,\(text)"
            video.lastError = RecordedError(code: "", message: text)
            return ExportEntry(task, video)
        }
        try await browser.open(try serve(entries))
        let counts: [Int] = try await browser.evaluate(
            "['.card', '.card a', '.card video', 'img', 'b'].map((what) => document.querySelectorAll(what).length)")
        #expect(counts == [entries.count, 0, 0, 0, 0])
        #expect(try await browser.evaluate("document.title") == "Archived videos")
        let titles: String = try await browser.evaluate(
            "[...document.querySelectorAll('.card, option')].map((shown) => shown.textContent).join('')")
        #expect(titles.contains("</script><script>alert(1)</script>"))
        #expect(!titles.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{2066}" || $0.value < 0x20 })
        #expect(try await browser.problems() == [])
        try await stop()
    }

    /// It takes half a second on two cores that do nothing else.
    @Test("10,000 entries are there within 15 seconds even on a busy machine, and only what is near is loaded")
    func many() async throws {
        let page = try serve((0..<10_000).map { entry($0, $0 % 50 == 49 ? .lost : .archived) })
        try await browser.resize(width: 1280, height: 900)
        let start = ContinuousClock.now
        try await browser.open(page)
        #expect(ContinuousClock.now - start < .seconds(15))
        #expect(try await browser.evaluate(Self.count) == "9,800 of 10,000 entries")
        // Scrolls until so many cards are there.
        let loaded: [Int] = try await browser.evaluate(
            """
            (async () => {
              while (document.querySelectorAll('.card').length < 500) {
                scrollTo(0, document.documentElement.scrollHeight);
                await new Promise((done) => requestAnimationFrame(done));
              }
              await new Promise((done) => setTimeout(() => requestAnimationFrame(done), 0));
              return [document.querySelectorAll('.card').length, document.querySelectorAll('video').length];
            })()
            """)
        #expect(loaded[0] < 1000 && loaded[1] < 40, "\(loaded)")
        let searched: Double = try await browser.evaluate(
            """
            (async () => {
              const start = performance.now();
              const search = document.getElementById('search');
              search.value = 'task-9998';
              search.dispatchEvent(new Event('input', { bubbles: true }));
              while (\(Self.count) !== '1 of 10,000 entries') await new Promise((done) => setTimeout(done, 5));
              return performance.now() - start;
            })()
            """)
        #expect(searched < 10_000)
        try await stop()
    }

    @Test("a phone scrolls in one direction only, in both colour schemes", arguments: [320, 390])
    func phone(width: Int) async throws {
        let page = try serve(
            (0..<30).map { entry($0, .archived) }
                + [entry(30, .lost, error: String(repeating: "long-word", count: 30))])
        for scheme in ["light", "dark"] {
            try await browser.resize(width: width, height: 844, isPhone: true)
            try await browser.prefer("prefers-color-scheme", scheme)
            try await browser.open(page + "#state=all&scheme=\(scheme)")
            _ = try await browser.evaluate(
                "(document.querySelectorAll('details').forEach((part) => { part.open = true; }), true)", as: Bool.self)
            let widths: [Int] = try await browser.evaluate("[document.documentElement.scrollWidth, innerWidth]")
            #expect(widths == [width, width])
            try await shoot("phone-\(width)-\(scheme)")
            _ = try await browser.evaluate("(document.getElementById('list').scrollIntoView(), true)", as: Bool.self)
            try await browser.wait(for: Self.firstFrames)
            try await shoot("phone-\(width)-\(scheme)-videos")
            let colours: [String] = try await browser.evaluate(
                "['backgroundColor', 'color'].map((name) => getComputedStyle(document.body)[name])")
            #expect(
                colours
                    == (scheme == "light"
                        ? ["rgb(246, 247, 249)", "rgb(22, 25, 31)"] : ["rgb(15, 18, 22)", "rgb(233, 236, 241)"]))
        }
        #expect(try await browser.problems() == [])
        try await stop()
    }
}
