import Foundation
import Manifest
import TestServers
import Testing

@testable import Gallery

/// What one sees and does beside playing, in a real browser.
@Suite("Gallery, looked at closely", .timeLimit(.minutes(3)))
struct GalleryViewTests {
    @Test("a video opens large, has an address of its own, and leads to the next one")
    func large() async throws {
        let bench = try await GalleryBench()
        let address = try bench.serve((0..<4).map { bench.entry($0, $0 == 1 ? .lost : .archived) }) + "#state=all"
        try await bench.browser.open(address)
        let state = """
            [document.getElementById('large').open, location.hash, document.getElementById('large-title').textContent,
             document.querySelectorAll('#large video').length].join(' ')
            """
        func press(_ key: String) async throws {
            _ = try await bench.browser.evaluate(
                """
                document.getElementById('close').dispatchEvent(
                  new KeyboardEvent('keydown', { key: '\(key)', bubbles: true }))
                """, as: Bool.self)
        }
        _ = try await bench.browser.evaluate("(document.querySelector('.title a').click(), true)", as: Bool.self)
        #expect(try await bench.browser.evaluate(state) == "true #state=all&task=task-0&index=0 clip 0.mp4 1")
        try await bench.shoot("large")
        try await press("ArrowLeft")
        // Past one without a video.
        try await press("ArrowRight")
        #expect(try await bench.browser.evaluate(state) == "true #state=all&task=task-2&index=0 clip 0.mp4 1")
        _ = try await bench.browser.evaluate("(document.getElementById('close').click(), true)", as: Bool.self)
        try await bench.browser.wait(for: "\(state) === 'false #state=all clip 0.mp4 0'")
        try await bench.browser.open(
            address.replacing("#state=all", with: "?again#task=task-3&index=0"))
        #expect(try await bench.browser.evaluate(state) == "true #task=task-3&index=0 clip 1.mp4 1")
        #expect(try await bench.browser.evaluate("document.getElementById('next').disabled"))
        #expect(try await bench.browser.problems() == [])
        try await bench.stop()
    }

    @Test("a chart tells of the day under the pointer, and a click asks for that day")
    func chart() async throws {
        let bench = try await GalleryBench()
        try await bench.browser.resize(width: 1280, height: 900)
        try await bench.browser.open(try bench.serve((0..<40).map { bench.entry($0, .archived) }))
        let found: [String] = try await bench.browser.evaluate(
            """
            (() => {
              const picture = document.querySelector('.margin svg');
              const box = picture.getBoundingClientRect();
              const at = { clientX: box.right - 15, clientY: box.top + 50, pointerType: 'mouse', bubbles: true };
              picture.dispatchEvent(new PointerEvent('pointermove', at));
              const told = document.querySelector('.margin .told').textContent;
              for (const name of ['pointerdown', 'click']) picture.dispatchEvent(new PointerEvent(name, at));
              return [told, location.hash];
            })()
            """)
        let day = GalleryBench.now.formatted(.iso8601).prefix(10)
        #expect(found[0].contains(": least 23h 30m, half from 23h 30m to 23h 30m"), "\(found)")
        #expect(found[1] == "#from=\(day)&to=\(day)")
        // A finger is told first, and asks by the second tap.
        let tapped: [String] = try await bench.browser.evaluate(
            """
            (() => {
              document.getElementById('clear').click();
              const picture = document.querySelector('.videos svg');
              const box = picture.getBoundingClientRect();
              const at = { clientX: box.right - 15, clientY: box.top + 50, pointerType: 'touch', bubbles: true };
              return [1, 2].map(() => {
                for (const name of ['pointerdown', 'click']) picture.dispatchEvent(new PointerEvent(name, at));
                return location.hash;
              });
            })()
            """)
        #expect(tapped == ["", found[1]])
        #expect(try await bench.browser.problems() == [])
        try await bench.stop()
    }

    @Test("where a day has one video or two, days are labels in one list")
    func fewADay() async throws {
        let bench = try await GalleryBench()
        let seen = "['.day', '.day-badge', '#list ol'].map((what) => document.querySelectorAll(what).length)"
        try await bench.browser.open(try bench.serve((0..<20).map { bench.entry($0, .archived, hours: 20) }))
        #expect(try await bench.browser.evaluate(seen, as: [Int].self) == [0, 20, 1])
        try await bench.browser.open(try bench.serve((0..<60).map { bench.entry($0, .archived) }) + "?again")
        let counts: [Int] = try await bench.browser.evaluate(seen)
        #expect(counts[0] > 4 && counts[1] == 0 && counts[2] == counts[0])
        try await bench.stop()
    }

    @Test("frames have the form of most videos; one that failed can be tried again")
    func frames() async throws {
        let bench = try await GalleryBench()
        let entries = [
            bench.entry(0, .archived), bench.entry(2, .archived), bench.entry(1, .archived, file: "late.mp4"),
        ]
        try await bench.browser.open(try bench.serve(entries))
        #expect(
            try await bench.browser.evaluate("getComputedStyle(document.querySelector('.frame')).aspectRatio")
                == "1.33333 / 1")
        try await bench.browser.wait(for: "document.querySelector('.failed button')")
        try bench.server.directory.write(
            try await Clips.bytes(of: Clip(seconds: 3, isFaststart: true)), to: "late.mp4")
        _ = try await bench.browser.evaluate("(document.querySelector('.failed button').click(), true)", as: Bool.self)
        try await bench.browser.wait(
            for: """
                document.querySelector('video[src*=late]')?.readyState >= 1 && !document.querySelector('.failed')
                """)
        try await bench.stop()
    }

    @Test("the search is one key away, days that cannot be are told, and who has scrolled sees what was asked for")
    func asking() async throws {
        let bench = try await GalleryBench()
        try await bench.browser.open(try bench.serve((0..<100).map { bench.entry($0, .archived) }))
        let focused: String = try await bench.browser.evaluate(
            """
            (() => {
              const state = document.querySelector('input[name=state]');
              state.focus();
              state.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true }));
              return document.activeElement.id;
            })()
            """)
        #expect(focused == "search")
        _ = try await bench.browser.evaluate("(scrollTo(0, 3000), true)", as: Bool.self)
        try await bench.browser.wait(for: "scrollY > 2000")
        try await bench.choose(state: "")
        let top: Double = try await bench.browser.evaluate(
            "document.getElementById('videos').getBoundingClientRect().top")
        #expect(top >= 0)
        try await bench.input("from", "2026-02-01")
        try await bench.input("to", "2026-01-01")
        #expect(
            try await bench.browser.evaluate("document.getElementById('empty').textContent")
                == "Nothing can be found: From is after To.")
        try await bench.stop()
    }
}
