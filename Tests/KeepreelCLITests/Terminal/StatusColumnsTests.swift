import FoundationEssentials
import Manifest
import Testing

@testable import KeepreelCLI

@Suite("The table of status")
struct StatusColumnsTests {
    private static let now = Date(timeIntervalSince1970: 1_780_000_000)
    private static let id = "4f2a9c1e-77aa-4b0c-9d1e-0123456789ab"
    private static let url =
        "https://videos.s3.eu-central-1.amazonaws.com/clips/wan2.2-animate-mix/2026/11/28/\(id).mp4"

    private static func row(
        _ state: VideoState, due: Double = 5 * 3600, error: RecordedError? = nil, id: String = id
    ) -> StatusRow {
        var video = VideoRecord(key: VideoKey(taskID: id, index: 0), state: state, createdAt: now)
        video.dueAt = now + due
        video.lastError = error
        video.size = state == .archived ? 12_345_678 : nil
        let task = TaskRecord(taskID: id, origin: .added, addedAt: now)
        return StatusRow(task: task, video: video, link: state == .archived ? url : nil, now: now)
    }

    @Test("a pipe gets whole ids and links")
    func pipe() {
        let columns = StatusColumns(width: nil, mark: "…")
        #expect(
            columns.heading.plain == "TASK" + String(repeating: " ", count: 34)
                + "STATE      LEFT      SIZE       LINK OR REASON")
        #expect(columns.line(Self.row(.archived)).plain == "\(Self.id)  archived   -         12.3 MB    \(Self.url)")
        let long = String(repeating: "x", count: 60)
        #expect(columns.line(Self.row(.waiting, id: long)).plain.hasPrefix(long + "  waiting"))
    }

    @Test(
        "on a terminal it fits, and leaves out first what matters least",
        arguments: [
            (
                160,
                "\(id)  archived   -         12.3 MB    https://videos.s3.eu-central-…mate-mix/2026/11/28/\(id).mp4"
            ),
            (80, "4f2a9c1e-77aa-4b0c-9d…  archived   -         12.3 MB    https:/…0123456789ab.mp4"),
        ])
    func cut(width: Int, line: String) {
        let columns = StatusColumns(width: width, mark: "…")
        #expect(columns.line(Self.row(.archived)).plain == line)
    }

    @Test("no line is wider than the terminal", arguments: 21...200)
    func fits(width: Int) {
        let columns = StatusColumns(width: width, mark: "..")
        let error = RecordedError(
            code: "storage.access-denied", message: "视频无法写入 the bucket takes no object from this key")
        for row in [Self.row(.archived), Self.row(.lost, error: error), Self.row(.waiting)] {
            let line = columns.line(row)
            #expect(line.width <= width, "\(line.plain)")
        }
        #expect(columns.heading.width <= width)
    }

    @Test(
        "colours say what is safe, what is lost, and what is nearly out of reach",
        arguments: [
            (.archived, 5 * 3600, [.good]), (.lost, 5 * 3600, [.bad]), (.pending, 5 * 3600, []), (.pending, 60, [.bad]),
            (.waiting, -60, [.bad]), (.none, 60, []),
        ] as [(VideoState, Double, [Tint])])
    func colours(state: VideoState, due: Double, tints: [Tint]) {
        let line = StatusColumns(width: nil, mark: "…").line(Self.row(state, due: due))
        #expect(line.runs.compactMap(\.tint) == tints)
    }
}
