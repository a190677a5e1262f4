import Failures
import Foundation
import Manifest
import ModelStudio
import TestServers
import Testing

@testable import Archiving

@Suite("A list that moves while it is read")
struct ShiftingListTests {
    /// Midnight in UTC+8 at year's end, and 7 seconds.
    private static let now = Date(timeIntervalSince1970: 1_767_196_807)

    /// Tasks a minute apart, the youngest a minute old.
    private static func rows(_ count: Int, after: TimeInterval = 0, prefix: String = "task") -> [ListService.Row] {
        (0..<count).map { ListService.Row(id: "\(prefix)-\($0)", created: now - after - Double($0 + 1) * 60) }
    }

    private static func discover(
        _ service: ListService, models: Set<String> = [], window: Duration = .seconds(86_400)
    ) async throws -> (findings: Discovery.Findings, ids: Set<String>) {
        let scratch = try ScratchDirectory("discovery")
        let manifest = try Manifest.open(path: scratch.file("manifest.sqlite"))
        let discovery = Discovery(
            manifest: manifest, studio: service.client, scope: Discovery.Scope(models: models, window: window),
            region: "singapore", now: { now })
        let findings = await discovery.discover()
        var ids: Set<String> = []
        try manifest.forEachEntry { task, _ in ids.insert(task.taskID) }
        #expect(findings.added == ids.count)
        return (findings, ids)
    }

    @Test(
        "rows that leave an oldest-first list between two pages hide none",
        arguments: [1, 99, 100, 150], [2, 3, 5])
    func removedInFront(removed: Int, request: Int) async throws {
        var habits = ListService.Habits()
        habits.isOldestFirst = true
        // All within the first window, so that its pages are the first requests.
        let service = ListService(Self.rows(450, after: 50_000), habits: habits) { number, rows in
            if number == request { rows.removeLast(removed) }
        }
        let (findings, ids) = try await Self.discover(service)
        #expect(findings.problem == nil)
        #expect(ids.isSuperset(of: service.ids))
    }

    @Test("so it is when as many come as leave, which no total shows", arguments: [1, 40, 120])
    func replaced(count: Int) async throws {
        var habits = ListService.Habits()
        habits.isOldestFirst = true
        let service = ListService(Self.rows(450, after: 50_000), habits: habits) { number, rows in
            guard number == 3 else { return }
            rows.removeLast(count)
            rows += Self.rows(count, after: 40_000, prefix: "late")
        }
        let (findings, ids) = try await Self.discover(service)
        #expect(findings.problem == nil)
        #expect(ids.isSuperset(of: service.ids))
    }

    @Test(
        "rows that come first in a newest-first list repeat others, and none is added twice",
        arguments: [1, 30, 100, 170])
    func insertedInFront(count: Int) async throws {
        let service = ListService(Self.rows(450, after: 50_000)) { number, rows in
            if number == 3 { rows += Self.rows(count, after: 40_000, prefix: "late") }
        }
        let (findings, ids) = try await Self.discover(service)
        #expect(findings.problem == nil)
        #expect(ids == service.ids)
    }

    @Test("a list that lies still is read once, and its first page twice")
    func still() async throws {
        let service = ListService(Self.rows(250, after: 50_000))
        #expect(try await Self.discover(service).ids.count == 250)
        // Three pages and the first one again; the other window is empty.
        #expect(service.requests == 3 + 1 + 1)
    }

    @Test("a window of one page is read once")
    func small() async throws {
        let service = ListService(Self.rows(20, after: 50_000))
        #expect(try await Self.discover(service).ids.count == 20)
        #expect(service.requests == 2)
    }

    @Test("a list that has something new in every pass is left after five, and the run is told")
    func restless() async throws {
        let service = ListService(Self.rows(150, after: 50_000)) { number, rows in
            rows += Self.rows(1, after: 40_000 + Double(number), prefix: "late-\(number)")
        }
        let (findings, ids) = try await Self.discover(service)
        #expect(findings.problem?.code == "studio.list-moving")
        #expect(findings.problem?.exitStatus == .unfinished)
        // Two pages, the empty one behind them, and the first again.
        #expect(service.requests == 5 * 4 + 1)
        #expect(ids.count > 150)
    }

    @Test("tasks submitted while it is read are added, and are no reason to read on for ever")
    func busy() async throws {
        let service = ListService(Self.rows(250)) { number, rows in
            rows.append(ListService.Row(id: "new-\(number)", created: Self.now + Double(number)))
        }
        let (findings, ids) = try await Self.discover(service)
        #expect(findings.problem == nil)
        #expect(ids.contains("new-1"))
        #expect(service.requests < 20)
    }

    @Test(
        "other habits of the service hide nothing either",
        arguments: [
            { $0.isOldestFirst = true }, { $0.repeatsLastRow = true }, { $0.tellsTotal = false }, { $0.pageCap = 50 },
            { $0.pageCap = 7 }, { $0.clampsPageNumber = true }, { $0.ghosts = 3 }, { $0.zone = 0 },
            { ($0.pageCap, $0.repeatsLastRow) = (10, true) },
        ] as [@Sendable (inout ListService.Habits) -> Void], [1, 100, 101, 431])
    func habits(change: @Sendable (inout ListService.Habits) -> Void, count: Int) async throws {
        var habits = ListService.Habits()
        change(&habits)
        let service = ListService(Self.rows(count), habits: habits)
        let (findings, ids) = try await Self.discover(service)
        #expect(findings.problem == nil)
        #expect(ids == service.ids)
        #expect(service.requests < 200)
    }

    @Test("a service that gives the same page for ever is left, and the run is told")
    func samePage() async throws {
        var habits = ListService.Habits()
        habits.ignoresPageNumber = true
        let service = ListService(Self.rows(250, after: 50_000), habits: habits)
        let (findings, ids) = try await Self.discover(service)
        #expect(findings.problem?.code == "studio.list-endless")
        #expect(ids.count == 100)
        #expect(service.requests < 10)
    }

    @Test("that one window moves keeps no other from being read")
    func otherWindow() async throws {
        let service = ListService(Self.rows(150, after: 50_000) + Self.rows(10, prefix: "young")) { number, rows in
            rows += Self.rows(1, after: 40_000 + Double(number), prefix: "late-\(number)")
        }
        let (findings, ids) = try await Self.discover(service)
        #expect(findings.problem?.code == "studio.list-moving")
        #expect(ids.contains("young-9"))
    }

    @Test(
        "tasks right at the borders are found, by whichever clock the service reads the window",
        arguments: [0, 8], [3600, 14 * 3600, 86_400] as [Double])
    func borders(zone: Int, window: Double) async throws {
        var habits = ListService.Habits()
        habits.zone = zone
        let inside = [window, window - 0.001, window / 2, 8 * 3600, 7.001, 7, 6.999, 0.5, 0, -0.5].filter {
            $0 <= window
        }
        let outside = [window + 0.001, window + 1, window + 8 * 3600]
        let rows = (inside + outside).map { ListService.Row(id: "age-\($0)", created: Self.now - $0) }
        let (findings, ids) = try await Self.discover(
            ListService(rows, habits: habits), window: .seconds(window))
        #expect(findings.problem == nil)
        #expect(ids == Set(inside.map { "age-\($0)" }))
    }
}
