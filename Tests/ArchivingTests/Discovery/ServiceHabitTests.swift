import Failures
import Foundation
import Testing

@testable import Archiving

@Suite("Habits of a list that no document tells", .timeLimit(.minutes(2)))
struct ServiceHabitTests {
    @Test(
        "they hide nothing",
        arguments: [
            { $0.isOldestFirst = true }, { $0.repeatsLastRow = true }, { $0.tellsTotal = false }, { $0.pageCap = 50 },
            { $0.pageCap = 7 }, { $0.clampsPageNumber = true }, { $0.ghosts = 3 }, { $0.zone = 0 },
            { ($0.pageCap, $0.repeatsLastRow) = (10, true) }, { $0.ignoresWindow = true },
            { ($0.ignoresWindow, $0.tellsTotal) = (true, false) }, { $0.ignoresPageNumber = true },
        ] as [@Sendable (inout ListService.Habits) -> Void], [1, 100, 101, 431])
    func habits(change: @Sendable (inout ListService.Habits) -> Void, count: Int) async throws {
        var habits = ListService.Habits()
        change(&habits)
        let service = ListService(ListDiscovery.rows(count), habits: habits)
        let discovery = try await ListDiscovery(service)
        #expect(discovery.findings.problem == nil)
        #expect(discovery.ids == service.ids)
        #expect(service.requests < 200, "\(service.requests)")
    }

    @Test("a service that gives the same page for ever is left, and the run is told")
    func samePage() async throws {
        var habits = ListService.Habits()
        (habits.ignoresPageNumber, habits.ignoresWindow) = (true, true)
        let service = ListService(ListDiscovery.rows(250, after: 50_000), habits: habits)
        let discovery = try await ListDiscovery(service)
        #expect(discovery.findings.problem?.code == "studio.list-endless")
        #expect(discovery.ids.count == 100)
        #expect(service.requests < 25)
    }

    @Test(
        "tasks right at the borders are found, by whichever clock the service reads the window",
        arguments: [-8, -5, 0, 8, 9], [3600, 14 * 3600, 86_400] as [Double])
    func borders(zone: Int, window: Double) async throws {
        var habits = ListService.Habits()
        habits.zone = zone
        let inside = [window, window - 0.001, window / 2, 8 * 3600, 7.001, 7, 6.999, 0.5, 0, -0.5].filter {
            $0 <= window
        }
        let outside = [window + 0.001, window + 1, window + 8 * 3600]
        let rows = (inside + outside).map { age in
            let created = ListDiscovery.now - age
            return ListService.Row(id: "age-\(age)", created: created, ended: created, status: "SUCCEEDED")
        }
        let discovery = try await ListDiscovery(ListService(rows, habits: habits), window: .seconds(window))
        #expect(discovery.findings.problem == nil)
        #expect(discovery.ids == Set(inside.map { "age-\($0)" }))
    }

    @Test("of older tasks those are taken that have not ended, or ended within the window and may have a video")
    func older() async throws {
        func row(_ id: String, _ status: String, age: Double = 7200, ended: Double? = nil) -> ListService.Row {
            let now = ListDiscovery.now
            return ListService.Row(id: id, created: now - age, ended: ended.map { now - $0 }, status: status)
        }
        let service = ListService([
            row("running", "RUNNING"), row("ended-within", "SUCCEEDED", ended: 1800),
            row("ended-at-its-start", "SUCCEEDED", ended: 3600), row("ended-before", "SUCCEEDED", ended: 3600.5),
            row("no-end", "SUCCEEDED"), row("failed-within", "FAILED", ended: 600),
            row("young", "SUCCEEDED", age: 1800),
        ])
        let discovery = try await ListDiscovery(service, window: .seconds(3600))
        #expect(discovery.ids == ["running", "ended-within", "ended-at-its-start", "young"])
    }
}
