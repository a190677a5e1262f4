import Foundation
import Simulation
import TestServers
import Testing

/// The manifest as others read it: in the bucket, and in a browser.
@Suite("Publishing", .timeLimit(.minutes(2)))
struct PublishTests {
    @Test("what is published plays in a browser straight from the bucket")
    func gallery() async throws {
        let world = try await World()
        let clip = try await Clips.bytes(of: Clip(seconds: 3, isFaststart: true))
        let tasks = try (0..<2).map { _ in try world.studio.addFinished(video: .bytes(clip)) }
        try await world.add(tasks)
        #expect(try await world.keepreel("run").status == 0)

        let published = try await world.keepreel("export", "--publish", "--per-task")
        #expect(published.status == 0, "\(published.errors)")
        let lines = published.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        #expect(lines.map(\.first) == ["published", "published", "published"])
        let page = try #require(lines.dropFirst().first?[1])
        let file = try await fetch(lines[0][1])
        #expect(file.type == "application/x-ndjson")
        #expect(file.body == (try await world.keepreel("export")).standardOutput)
        #expect(try await fetch(page).body == (try await world.keepreel("export", "--format", "html")).standardOutput)
        let document = page.replacing("index.html", with: "tasks/\(tasks[0].id).json")
        let link = try await world.keepreel("link", tasks[0].id).output.trimmingCharacters(in: .newlines)
        #expect(String(decoding: try await fetch(document).body, as: UTF8.self).contains("\"url\":\"\(link)\""))

        let browser = try await Browser.start()
        try await browser.open(page)
        #expect(try await browser.evaluate("document.getElementById('count').textContent") == "2 entries")
        // Only what is near the part that is seen is there at all.
        _ = try await browser.evaluate("(document.getElementById('list').scrollIntoView(), true)", as: Bool.self)
        try await browser.wait(for: "document.querySelector('video')")
        let played: Double = try await browser.evaluate(
            """
            (async () => {
              const video = document.querySelector('video');
              await video.play();
              await new Promise((done) => video.addEventListener('timeupdate', () => video.currentTime > 0.2 && done()));
              return video.currentTime;
            })()
            """)
        #expect(played > 0.2)
        #expect(try await browser.problems() == [])
        try await browser.stop()

        let again = try await world.keepreel("export", "--publish", "--per-task")
        #expect(again.output.split(separator: "\n").map { $0.prefix(11) }.prefix(2) == ["unchanged h", "unchanged h"])
        // What was published is no video of anybody.
        let recovered = try await world.keepreel("recover", "--dry-run")
        #expect(
            recovered.status == 0 && recovered.output.contains("0 to recover, 2 known already"), "\(recovered.output)")
        try await world.stop()
    }

    @Test("a manifest that is not there publishes nothing")
    func noManifest() async throws {
        let keepreel = try Keepreel(api: "http://127.0.0.1:1/api/v1", apiKey: "k", endpoint: "http://127.0.0.1:1")
        let result = try await keepreel("export", "--publish")
        #expect(result.status == 78 && result.errors.contains("there is no manifest at \(keepreel.manifestPath); "))
    }

    @Test(
        "publishing takes no form and no file",
        arguments: [["--publish", "--format", "csv"], ["--publish", "--output", "x"], ["--per-task"]])
    func usage(arguments: [String]) async throws {
        let keepreel = try Keepreel(api: "http://127.0.0.1:1/api/v1", apiKey: "k", endpoint: "http://127.0.0.1:1")
        let result = try await keepreel(["export"] + arguments)
        #expect(result.status == 64 && result.errors.contains("--publish"))
    }
}
