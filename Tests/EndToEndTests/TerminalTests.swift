import Foundation
import Glibc
import Simulation
import TestServers
import Testing

@Suite("On a real terminal", .serialized, .timeLimit(.minutes(3)))
struct TerminalTests {
    /// What the bar of the first video stands at, in percent.
    private static func percent(_ screen: [String]) -> Int? {
        screen.lazy.compactMap { $0.firstMatch(of: /\[[#.]+\] +(\d+)%/)?.1 }.first.flatMap { Int($0) }
    }

    private static func totals(_ screen: [String]) -> Int { screen.filter { $0.contains(" under way") }.count }

    private static func bars(_ screen: [String]) -> Int { screen.filter { $0.contains(/\[[#.]+\]/) }.count }

    @Test("bars move, and at the end the summary stands alone")
    func bars() async throws {
        let world = try await World()
        try await world.add((0..<2).map { _ in try world.studio.addFinished(video: .generated(bytes: 1_500_000)) })
        var keepreel = world.keepreel
        keepreel.environment["KEEPREEL_TRANSFER_BANDWIDTH"] = "500KiB"
        let terminal = try await TmuxTerminal(columns: 100, rows: 24, keepreel, ["run"])
        let begin = try await terminal.wait("a bar") { (1..<60).contains(Self.percent($0) ?? 0) }
        #expect(Self.totals(begin) == 1, "\(begin)")
        let first = try #require(Self.percent(begin))
        let later = try await terminal.wait("a longer bar") { (Self.percent($0) ?? 0) > first }
        #expect(Self.totals(later) == 1, "\(later)")
        #expect(later.contains { $0.contains("/s ") && $0.contains(" left ") && $0.contains("due in ") }, "\(later)")
        let end = try await terminal.end(status: 0)
        #expect(end.joined().hasPrefix("keepreel: 2 archived (3.0 MB)"), "\(end)")
        #expect(end.joined().hasSuffix("0 at risk"), "\(end)")
        try await terminal.close()
        try await world.stop()
    }

    @Test("who waits for a submitted task sees its state at once, and nothing of other tasks")
    func waiting() async throws {
        let world = try await World()
        world.studio.whenSubmitted { task in
            var task = task
            task.schedule = .after(queries: 1)
            task.results = [.object(SimulatedObject(.generated(bytes: 60_000)))]
            return task
        }
        try await world.add([SimulatedTask(id: "another")])
        let input = "https://example.com/a"
        let terminal = try await TmuxTerminal(
            columns: 120, rows: 24, world.keepreel,
            ["submit", "--wait", "--image", input, "--video", input, "--mode", "wan-std"])
        let screen = try await terminal.wait("the wait") { $0.last?.contains(" at Model Studio, ") == true }
        let id = try #require(world.studio.taskIDs.first { $0 != "another" })
        #expect(screen.count == 2 && screen[0] == id, "\(screen)")
        #expect(screen.last?.hasPrefix("task \(id) ") == true, "\(screen)")
        #expect(screen.last?.contains(", asked again in ") == true, "\(screen)")
        let end = try await terminal.end(status: 0)
        #expect(end.count == 2 && end[0] == id && end[1].hasSuffix(".mp4"), "\(end)")
        try await terminal.close()
        try await world.stop()
    }

    @Test("Ctrl-C takes the bars away and ends with 130")
    func interrupted() async throws {
        let world = try await World()
        let task = try world.studio.addFinished(video: .generated(bytes: 2_000_000))
        try world.studio.inject(.stall(after: 1_000_000), into: task.id)
        try await world.add([task])
        let terminal = try await TmuxTerminal(columns: 80, rows: 24, world.keepreel, ["run"])
        try await terminal.wait("a bar") { (Self.percent($0) ?? 0) > 0 }
        try await terminal.press("C-c")
        let end = try await terminal.end(status: 130)
        #expect(Self.bars(end) == 0 && Self.totals(end) == 0, "\(end)")
        #expect(end.first?.hasPrefix("keepreel: stopping") == true, "\(end)")
        #expect(end.contains { $0.hasPrefix("keepreel: 0 archived") }, "\(end)")
        world.studio.releaseStalls()
        try await terminal.close()
        try await world.stop()
    }

    @Test("a small window shows what fits, a resized one is drawn anew, and lines stand above the frame")
    func sizes() async throws {
        let world = try await World()
        let stalled = try (0..<5).map { _ in try world.studio.addFinished(video: .generated(bytes: 2_000_000)) }
        for task in stalled { try world.studio.inject(.stall(after: 1_000_000), into: task.id) }
        let whole = try world.studio.addFinished(video: .generated(bytes: 100_000))
        try await world.add(stalled + [whole])
        let terminal = try await TmuxTerminal(
            columns: 100, rows: 24, world.keepreel, ["run", "-v"],
            environment: ["KEEPREEL_TRANSFER_STALL_TIMEOUT": "120s"])
        let wide = try await terminal.wait("five bars and a line") { screen in
            Self.bars(screen) == 5 && screen.last?.hasPrefix("1 archived, 5 under way") == true
        }
        #expect(Self.totals(wide) == 1, "\(wide)")
        #expect(wide.contains { $0.hasPrefix("keepreel: archived task \(whole.id)") }, "\(wide)")
        try await world.studio.log.wait { _ in world.studio.stalledBodies == 5 }
        try await terminal.resize(columns: 40, rows: 24)
        let narrow = try await terminal.wait("five narrow bars") { screen in
            screen.last?.hasPrefix("1 archived, 5 under way") == true && Self.bars(screen) == 5
        }
        #expect(Self.totals(narrow) == 1, "\(narrow)")
        try await terminal.resize(columns: 90, rows: 5)
        let low = try await terminal.wait("a low frame") {
            $0.last?.contains(" under way") == true && $0.contains("and 3 more")
        }
        #expect(Self.bars(low) == 2 && Self.totals(low) == 1 && low.count <= 4, "\(low)")
        world.studio.releaseStalls()
        let end = try await terminal.end(status: 0)
        #expect(Self.bars(end) == 0 && Self.totals(end) == 0, "\(end)")
        try await terminal.close()
        try await world.stop()
    }

    @Test("after a stop by the shell the frame is drawn anew, and what the shell wrote meanwhile stays")
    func continued() async throws {
        let world = try await World()
        let task = try world.studio.addFinished(video: .generated(bytes: 2_000_000))
        try world.studio.inject(.stall(after: 1_000_000), into: task.id)
        try await world.add([task])
        let terminal = try await TmuxTerminal(columns: 80, rows: 24, world.keepreel, ["run"])
        try await terminal.wait("a bar") { Self.bars($0) == 1 }
        let holder = try String(contentsOfFile: world.keepreel.manifestPath + ".lock", encoding: .utf8)
        let pid = try #require(holder.split(separator: " ").dropFirst().first.flatMap { pid_t($0) })
        kill(pid, SIGSTOP)
        kill(pid, SIGCONT)
        // The frame from before is taken for something of the shell's.
        let screen = try await terminal.wait("a second frame") { Self.totals($0) == 2 }
        #expect(screen.last?.contains(" under way") == true, "\(screen)")
        try await terminal.press("C-c")
        let end = try await terminal.end(status: 130)
        #expect(Self.bars(end) == 1 && Self.totals(end) == 1, "\(end)")
        world.studio.releaseStalls()
        try await terminal.close()
        try await world.stop()
    }

    @Test("a dumb terminal gets no frame and no sequence")
    func dumb() async throws {
        let world = try await World()
        try await world.add([try world.studio.addFinished(video: .generated(bytes: 100_000))])
        let terminal = try await TmuxTerminal(
            columns: 200, rows: 24, world.keepreel, ["run"], environment: ["TERM": "dumb"])
        let end = try await terminal.end(status: 0)
        #expect(end.count == 1 && end[0].hasPrefix("keepreel: 1 archived"), "\(end)")
        try await terminal.close()
        try await world.stop()
    }

    @Test("the table fits the window, and is coloured unless NO_COLOR says no", arguments: [40, 80, 160])
    func table(columns: Int) async throws {
        let world = try await World()
        let task = try world.studio.addFinished(video: .generated(bytes: 100_000))
        try await world.add([task])
        #expect(try await world.keepreel("run").status == 0)
        for (value, isColoured) in [("", true), ("1", false)] {
            let terminal = try await TmuxTerminal(
                columns: columns, rows: 24, world.keepreel, ["status"], environment: ["NO_COLOR": value])
            let lines = try await terminal.end(status: 0)
            #expect(lines.count == 2 && lines[0].hasPrefix("TASK "), "\(lines)")
            #expect(lines.last?.hasSuffix(".mp4") == true, "\(lines)")
            let coloured = try await terminal.screen(inColour: true).joined()
            #expect(coloured.contains("\u{1B}[32m") == isColoured, "\(coloured)")
            try await terminal.close()
        }
        let piped = try await world.keepreel("status").output
        #expect(piped.contains("\(task.id)  archived") && !piped.contains("\u{1B}"))
        try await world.stop()
    }
}
