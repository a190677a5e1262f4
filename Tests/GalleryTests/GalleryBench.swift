import Foundation
import Manifest
import TestServers

@testable import Gallery

/// A browser, and a server of pages and videos. Where `KEEPREEL_SCREENSHOTS` names a directory, what is seen is written
/// there.
struct GalleryBench {
    static let now = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down))

    let browser: Browser
    let server: FileServer

    init() async throws {
        browser = try await Browser.start()
        server = try await FileServer.start()
        let clips = [Clip(seconds: 3, isFaststart: true), Clip(seconds: 3, width: 240, height: 320, isFaststart: true)]
        for (number, clip) in clips.enumerated() {
            try server.directory.write(try await Clips.bytes(of: clip), to: "clip \(number).mp4")
        }
    }

    func stop() async throws {
        try await browser.stop()
        try await server.stop()
    }

    /// An entry that was made `number` times so many hours ago.
    ///
    /// - Parameter file: `nil`: one of the clips.
    func entry(
        _ number: Int, _ state: VideoState, error: String? = nil, model: String = "wan2.2-animate-move",
        hours: Double = 2, file: String? = nil
    ) -> ExportEntry {
        let made = Self.now - Double(number) * hours * 3600
        var task = TaskRecord(taskID: "task-\(number)", model: model, origin: .added, addedAt: made)
        (task.submittedAt, task.endedAt) = (made - 600, made)
        var video = VideoRecord(key: VideoKey(taskID: task.taskID, index: 0), state: state, createdAt: made)
        (video.contentType, video.updatedAt, video.expiresAt) = ("video/mp4", made, made + 86_400)
        if state == .archived {
            video.url = "\(server.origin)/\(file ?? "clip%20\(number % 2).mp4")?task=\(number)"
            (video.size, video.duration, video.archivedAt) = (5_000_000 + Int64(number), 3, made + 1800)
            (video.width, video.height) = number % 2 == 0 ? (320, 240) : (240, 320)
        }
        video.lastError = error.map { RecordedError(code: "source.expired", message: $0) }
        return ExportEntry(task, video)
    }

    /// Serves a page of these entries; gives its address.
    func serve(_ entries: [ExportEntry]) throws -> String {
        var bytes: [UInt8] = []
        var writer = GalleryWriter(total: entries.count) { bytes += $0 }
        for entry in entries.reversed() { try writer.write(entry) }
        try writer.finish()
        try server.directory.write(bytes, to: "page.html")
        return "\(server.origin)/page.html"
    }

    func shoot(_ name: String) async throws {
        guard let directory = ProcessInfo.processInfo.environment["KEEPREEL_SCREENSHOTS"] else { return }
        // What is drawn a frame later is part of the picture.
        _ = try await browser.evaluate(
            "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))", as: Bool.self
        )
        try await browser.screenshot(to: "\(directory)/\(name).png")
    }

    static let firstFrames = """
        [...document.querySelectorAll('video')].length > 0 && [...document.querySelectorAll('video')].every((video) =>
          video.getBoundingClientRect().top > innerHeight || video.readyState >= 2)
        """
    static let count = "document.getElementById('count').textContent"

    func input(_ id: String, _ value: String) async throws {
        _ = try await browser.evaluate(
            """
            (() => {
              const control = document.getElementById('\(id)');
              control.value = '\(value)';
              return control.dispatchEvent(new Event('input', { bubbles: true }));
            })()
            """, as: Bool.self)
    }

    func choose(state: String) async throws {
        _ = try await browser.evaluate(
            "(document.querySelector('input[name=state][value=\"\(state)\"]').click(), true)", as: Bool.self)
    }
}
