import FoundationEssentials
import Manifest
import Testing

@testable import KeepreelCLI

@Suite("The frame of a run")
struct ProgressFrameTests {
    private static let now = Date(timeIntervalSince1970: 1_780_000_000)
    private static let id = "4f2a9c1e-77aa-4b0c-9d1e-0123456789ab"

    private static func video(
        _ id: String = id, index: Int = 0, received: Int64 = 30_000_000, total: Int64? = 60_000_000,
        rate: Double? = 5_000_000, due: Double? = 5 * 3600
    ) -> VideoProgress {
        VideoProgress(
            key: VideoKey(taskID: id, index: index), received: received, total: total, rate: rate,
            deadline: due.map { now + $0 })
    }

    private static func lines(_ frame: ProgressFrame, columns: Int = 120, rows: Int = 24) -> [String] {
        frame.lines(TerminalSize(columns: columns, rows: rows), mark: "…", now: now).map(\.plain)
    }

    @Test(
        "a line tells what the width allows",
        arguments: [
            (
                120,
                "4f2a9c1e-77aa-4b0c-9d1e-0123456789ab [##########..........]  50%   60.0 MB    5.0 MB/s       6s left  due in 5h 0m"
            ),
            (80, "4f2a9c1e-… [####.....]  50%   60.0 MB    5.0 MB/s       6s left  due in 5h 0m"),
            (60, "4f2a9c1e-77a… [#####.....]  50%    5.0 MB/s  due in 5h 0m"),
            (40, "4f2a9c1… [###....]  50%  due in 5h 0m"),
            (20, "4f2a9… [##...]  50%"),
        ])
    func widths(columns: Int, line: String) {
        let frame = ProgressFrame(underWay: [Self.video()])
        #expect(Self.lines(frame, columns: columns)[0] == line)
    }

    @Test("no line reaches the last column, whatever the width and the names", arguments: 1...140)
    func fits(columns: Int) {
        let videos = [
            Self.video(), Self.video(index: 12), Self.video("视频视频视频视频视频视频视频视频", total: nil),
            Self.video(received: 999_900_000_000, total: 999_900_000_001, rate: 999_900_000, due: 86_399),
            Self.video(rate: 0, due: nil), Self.video(due: -1),
        ]
        let queue = OpenVideos(toArchive: 4_000, atRisk: 17, waiting: 260)
        let frame = ProgressFrame(underWay: videos, archived: 12_345, bytes: 999_900_000_000, rate: 5e7, queue: queue)
        let lines = frame.lines(TerminalSize(columns: columns, rows: 24), mark: "…", now: Self.now)
        #expect(lines.count == videos.count + 1)
        for line in lines { #expect(line.width <= max(1, columns - 1), "\(columns): \(line.plain)") }
    }

    @Test(
        "the frame leaves a row free; the most urgent are shown, in the order they began",
        arguments: [1, 2, 3, 5, 7, 24])
    func heights(rows: Int) {
        let videos = (0..<6).map { Self.video("task-\($0)", due: Double(10 - $0) * 3600) }
        let lines = Self.lines(ProgressFrame(underWay: videos), rows: rows)
        #expect(lines.count <= max(1, rows - 1))
        #expect(lines.last?.hasPrefix("0 archived, 6 under way") == true)
        if rows == 5 {
            #expect(lines[0].hasPrefix("task-4 ") && lines[1].hasPrefix("task-5 "))
            #expect(lines[2] == "and 4 more")
        }
        if rows == 24 { #expect(lines.count == 7) }
    }

    @Test(
        "what is not known is not made up",
        arguments: [
            (video(received: 5_000_000, total: nil, due: nil), "   -    5.0 MB    5.0 MB/s             -"),
            (video(received: 0, rate: 0), "  0%   60.0 MB           -             -  due in 5h 0m"),
            (video(received: 60_000_000), "100%   60.0 MB    5.0 MB/s        ending  due in 5h 0m"),
            (video(received: 90_000_000), "100%   60.0 MB    5.0 MB/s        ending  due in 5h 0m"),
            (video(received: 0, total: 0), "100%       0 B    5.0 MB/s        ending  due in 5h 0m"),
            (video(due: -5), " 50%   60.0 MB    5.0 MB/s       6s left  overdue"),
            (video(rate: 500), " 50%   60.0 MB     stalled             -  due in 5h 0m"),
            (video(rate: nil), " 50%   60.0 MB           -             -  due in 5h 0m"),
            (video(received: 59_999_000), " 99%   60.0 MB    5.0 MB/s       1s left  due in 5h 0m"),
        ])
    func unknown(video: VideoProgress, end: String) {
        let line = Self.lines(ProgressFrame(underWay: [video]))[0]
        #expect(line.hasSuffix("] " + end), "\(line)")
    }

    @Test(
        "a deadline is red where it is near, or nearer than the end at this rate",
        arguments: [
            (video(due: 3 * 3600), false), (video(due: 3600), true), (video(due: -1), true),
            (video(rate: 2000, due: 3 * 3600), true), (video(rate: 0, due: 3 * 3600), false),
        ])
    func red(video: VideoProgress, isRed: Bool) {
        let frame = ProgressFrame(underWay: [video])
        let line = frame.lines(TerminalSize(columns: 100, rows: 24), mark: "…", now: Self.now)[0]
        #expect(line.runs.contains { $0.tint == .bad } == isRed)
    }

    @Test("the last line sums up, and a narrow terminal keeps what matters most")
    func totals() {
        let frame = ProgressFrame(
            underWay: [Self.video()], archived: 3, bytes: 120_400_000, rate: 8_100_000,
            queue: OpenVideos(toArchive: 6, atRisk: 2, waiting: 7))
        #expect(
            Self.lines(frame)[1]
                == "3 archived, 1 under way, 5 queued, 2 at risk, 7 waiting for Model Studio, 8.1 MB/s, 120.4 MB")
        #expect(Self.lines(frame, columns: 50)[1] == "3 archived, 1 under way, 5 queued, 2 at risk")
        #expect(Self.lines(ProgressFrame()) == ["0 archived, 0 under way"])
    }

    @Test("what failed is deferred and not queued; between two looks the next is told")
    func resting() {
        var frame = ProgressFrame(archived: 5, queue: OpenVideos(toArchive: 4))
        frame.deferred = 4
        #expect(Self.lines(frame) == ["5 archived, 0 under way, 4 deferred"])
        frame.queue?.toArchive = 6
        frame.nextLook = 1.2
        #expect(Self.lines(frame) == ["5 archived, 0 under way, 2 queued, 4 deferred, next look in 2s"])
        frame.underWay = [Self.video()]
        #expect(Self.lines(frame).last == "5 archived, 1 under way, 1 queued, 4 deferred")
    }

    @Test("where the settings bound the rate nothing is called stalled")
    func bounded() {
        var frame = ProgressFrame(underWay: [Self.video(rate: 500)])
        #expect(Self.lines(frame)[0].contains(" stalled "))
        frame.isBounded = true
        #expect(Self.lines(frame)[0].contains("500 B/s"))
    }

    @Test(
        "the wait for tasks is one line, until a video is under way",
        arguments: [
            (1, 0, "PENDING", 2.5, 120, "task \(id) PENDING at Model Studio, 12s, asked again in 3s"),
            (1, 0, "PENDING", 2.5, 60, "task 4f2a9… PENDING at Model Studio, 12s, asked again in 3s"),
            (1, 0, nil, nil, 120, "task \(id) waits for Model Studio, 12s"),
            (3, 2, nil, 2.5, 120, "2 archived, 3 tasks wait for Model Studio, 12s, asked again in 3s"),
            (0, 2, nil, 2.5, 120, "2 archived, 0 under way, next look in 3s"),
        ] as [(Int, Int, String?, Double?, Int, String)])
    func waiting(tasks: Int, archived: Int, status: String?, nextLook: Double?, columns: Int, line: String) {
        var frame = ProgressFrame(archived: archived)
        frame.nextLook = nextLook
        frame.wait = TaskWait(tasks: tasks, only: tasks == 1 ? (Self.id, status) : nil, seconds: 12.9)
        #expect(Self.lines(frame, columns: columns) == [line])
        frame.underWay = [Self.video()]
        #expect(Self.lines(frame, columns: columns).last?.hasPrefix("\(archived) archived, 1 under way") == true)
        for columns in 1...80 {
            frame.underWay = []
            #expect(Self.lines(frame, columns: columns).allSatisfy { $0.count <= max(1, columns - 1) })
        }
    }

    @Test("of several videos of a task the number survives the cut")
    func numbers() {
        let line = Self.lines(ProgressFrame(underWay: [Self.video(index: 3)]), columns: 40)[0]
        #expect(line.contains("…#3 ["), "\(line)")
    }
}
