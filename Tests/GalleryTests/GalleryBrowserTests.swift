import Foundation
import Manifest
import TestServers
import Testing

@testable import Gallery

/// The page in a real browser.
@Suite("Gallery in a browser", .timeLimit(.minutes(3)))
struct GalleryBrowserTests {
    @Test("videos play, links are copied, and what is asked for is shown, with a clean console")
    func use() async throws {
        let bench = try await GalleryBench()
        let entries =
            (0..<40).map { bench.entry($0, .archived) }
            + [
                bench.entry(40, .lost, error: "the URL died"), bench.entry(41, .pending),
                bench.entry(42, .none, error: "no <b>video</b>"),
                bench.entry(43, .archived, model: "wan2.2-animate-mix"),
            ]
        try await bench.browser.allowClipboard(for: bench.server.origin)
        try await bench.browser.resize(width: 1280, height: 900)
        try await bench.browser.open(try bench.serve(entries))
        #expect(try await bench.browser.evaluate(GalleryBench.count) == "41 of 44 entries")
        try await bench.browser.wait(for: GalleryBench.firstFrames)
        try await bench.shoot("light")

        let played: Double = try await bench.browser.evaluate(
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

        let copied: [String] = try await bench.browser.evaluate(
            """
            (async () => {
              const copy = document.querySelector('.copy');
              copy.click();
              while (copy.textContent !== 'Copied') await new Promise((done) => setTimeout(done, 10));
              return [await navigator.clipboard.readText(), document.getElementById('said').textContent];
            })()
            """)
        #expect(copied == ["\(bench.server.origin)/clip%200.mp4?task=0", "The link is copied."])

        try await bench.input("search", "TASK-1 move")
        try await bench.browser.wait(for: "\(GalleryBench.count) === '11 of 44 entries'")
        // A link as it was copied, a part of a key, and a day.
        let day = GalleryBench.now.formatted(.iso8601).prefix(10)
        for (text, found) in [
            ("\(bench.server.origin)/clip%200.mp4?task=38", "=== '1 of"), ("/clip", "=== '41 of"),
            (String(day), ".search(/^[1-9]/) === 0 && \(GalleryBench.count) < '41 of"),
        ] {
            try await bench.input("search", text)
            try await bench.browser.wait(for: "\(GalleryBench.count) \(found) 44 entries'")
        }
        try await bench.input("search", "")
        try await bench.input("model", "wan2.2-animate-mix")
        try await bench.browser.wait(for: "\(GalleryBench.count) === '1 of 44 entries'")
        #expect(try await bench.browser.evaluate("location.hash") == "#model=wan2.2-animate-mix")
        try await bench.input("model", "")
        try await bench.choose(state: "lost")
        let lost: String = try await bench.browser.evaluate("document.querySelector('.card').innerText")
        #expect(lost.contains("Lost") && lost.contains("the URL died") && lost.contains("task-40"))
        try await bench.choose(state: "none")
        let text: String = try await bench.browser.evaluate("document.querySelector('.reason').textContent")
        #expect(text.contains("no <b>video</b>"))
        try await bench.input("to", "2001-01-01")
        #expect(
            try await bench.browser.evaluate("document.getElementById('empty').textContent")
                == "Nothing meets these filters."
        )
        _ = try await bench.browser.evaluate("(document.getElementById('clear').click(), true)", as: Bool.self)
        #expect(try await bench.browser.evaluate(GalleryBench.count) == "41 of 44 entries")
        #expect(
            try await bench.browser.evaluate("document.querySelector('time').title", as: String.self).contains("GMT+8"))
        #expect(try await bench.browser.evaluate("document.querySelectorAll('#panels svg').length") == 3)
        #expect(
            try await bench.browser.evaluate("document.querySelectorAll('#table tbody tr').length", as: Int.self) > 2)
        #expect(try await bench.browser.problems() == [])
        try await bench.stop()
    }

    @Test("nothing from outside becomes markup, a script, or a link that is none")
    func hostile() async throws {
        let bench = try await GalleryBench()
        let entries = GalleryWriterTests.hostileTexts.enumerated().map { number, text in
            var task = TaskRecord(taskID: text, model: text, origin: .added, addedAt: GalleryBench.now)
            task.endedAt = GalleryBench.now
            var video = VideoRecord(
                key: VideoKey(taskID: text, index: 0), state: .archived, createdAt: GalleryBench.now)
            video.url = number % 2 == 0 ? "javascript:document.title='broken'//\(text)" : "data:text/html,\(text)"
            video.lastError = RecordedError(code: "", message: text)
            return ExportEntry(task, video)
        }
        try await bench.browser.open(try bench.serve(entries))
        let counts: [Int] = try await bench.browser.evaluate(
            "['.card', '.card a', '.card video', 'img', 'b'].map((what) => document.querySelectorAll(what).length)")
        #expect(counts == [entries.count, 0, 0, 0, 0])
        #expect(try await bench.browser.evaluate("document.title") == "Archived videos")
        let titles: String = try await bench.browser.evaluate(
            "[...document.querySelectorAll('.card, option')].map((shown) => shown.textContent).join('')")
        #expect(titles.contains("</script><script>alert(1)</script>"))
        #expect(!titles.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{2066}" || $0.value < 0x20 })
        #expect(try await bench.browser.problems() == [])
        try await bench.stop()
    }

    /// It takes half a second on two cores that do nothing else.
    @Test("10,000 entries are there within 15 seconds even on a busy machine, and only what is near is loaded")
    func many() async throws {
        let bench = try await GalleryBench()
        let page = try bench.serve((0..<10_000).map { bench.entry($0, $0 % 50 == 49 ? .lost : .archived) })
        try await bench.browser.resize(width: 1280, height: 900)
        let start = ContinuousClock.now
        try await bench.browser.open(page)
        #expect(ContinuousClock.now - start < .seconds(15))
        #expect(try await bench.browser.evaluate(GalleryBench.count) == "9,800 of 10,000 entries")
        try await bench.browser.wait(for: GalleryBench.firstFrames)
        // What plays goes on; of all else only what is near is there, down to the end and up again.
        let most: [Int] = try await bench.browser.evaluate(
            """
            (async () => {
              const playing = document.querySelector('video');
              [playing.loop, playing.muted] = [true, true];
              await playing.play();
              let most = [0, 0];
              const look = async (y) => {
                scrollTo(0, y);
                await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
                most = ['.card', 'video'].map((what, kind) => Math.max(most[kind], document.querySelectorAll(what).length));
              };
              while (!document.getElementById('more').hidden) await look(document.documentElement.scrollHeight);
              const oldest = document.querySelector('#list ol:last-child .card:last-child').textContent.includes('task-9998');
              while (scrollY > 0) await look(scrollY - 5000);
              return [...most, Number(oldest), Number(!playing.paused && playing.isConnected)];
            })()
            """)
        #expect(most[0] < 600 && most[1] <= 41 && most[2] == 1 && most[3] == 1, "\(most)")
        let searched: Double = try await bench.browser.evaluate(
            """
            (async () => {
              const start = performance.now();
              const search = document.getElementById('search');
              search.value = 'task-9998';
              search.dispatchEvent(new Event('input', { bubbles: true }));
              while (\(GalleryBench.count) !== '1 of 10,000 entries') await new Promise((done) => setTimeout(done, 5));
              return performance.now() - start;
            })()
            """)
        #expect(searched < 10_000)
        try await bench.stop()
    }

    @Test("a phone scrolls in one direction only, in both colour schemes", arguments: [320, 390])
    func phone(width: Int) async throws {
        let bench = try await GalleryBench()
        let page = try bench.serve(
            (0..<30).map { bench.entry($0, .archived) }
                + [bench.entry(30, .lost, error: String(repeating: "long-word", count: 30))])
        for scheme in ["light", "dark"] {
            try await bench.browser.resize(width: width, height: 844, isPhone: true)
            try await bench.browser.prefer("prefers-color-scheme", scheme)
            try await bench.browser.open(page + "#state=all&scheme=\(scheme)")
            _ = try await bench.browser.evaluate(
                "(document.querySelectorAll('details').forEach((part) => { part.open = true; }), true)", as: Bool.self)
            let widths: [Int] = try await bench.browser.evaluate("[document.documentElement.scrollWidth, innerWidth]")
            #expect(widths == [width, width])
            try await bench.shoot("phone-\(width)-\(scheme)")
            _ = try await bench.browser.evaluate(
                "(document.getElementById('list').scrollIntoView(), true)", as: Bool.self)
            try await bench.browser.wait(for: GalleryBench.firstFrames)
            try await bench.shoot("phone-\(width)-\(scheme)-videos")
            let colours: [String] = try await bench.browser.evaluate(
                "['backgroundColor', 'color'].map((name) => getComputedStyle(document.body)[name])")
            #expect(
                colours
                    == (scheme == "light"
                        ? ["rgb(246, 247, 249)", "rgb(22, 25, 31)"] : ["rgb(15, 18, 22)", "rgb(233, 236, 241)"]))
        }
        #expect(try await bench.browser.problems() == [])
        try await bench.stop()
    }
}
