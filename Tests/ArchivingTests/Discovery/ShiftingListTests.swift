import Failures
import Foundation
import Manifest
import ModelStudio
import TestServers
import Testing

@testable import Archiving

@Suite("A list that moves while it is read", .timeLimit(.minutes(2)))
struct ShiftingListTests {
    @Test(
        "rows that leave an oldest-first list between two pages hide none",
        arguments: [1, 99, 100, 150], [2, 3, 5])
    func removedInFront(removed: Int, request: Int) async throws {
        var habits = ListService.Habits()
        habits.isOldestFirst = true
        let service = ListService(ListDiscovery.rows(450, after: ListDiscovery.firstWindow), habits: habits) {
            number, rows in
            if number == request { rows.removeLast(removed) }
        }
        let discovery = try await ListDiscovery(service)
        #expect(discovery.findings.problem == nil)
        #expect(discovery.ids.isSuperset(of: service.ids))
    }

    @Test("so it is when as many come as leave, which no total shows", arguments: [1, 40, 120])
    func replaced(count: Int) async throws {
        var habits = ListService.Habits()
        habits.isOldestFirst = true
        let service = ListService(ListDiscovery.rows(450, after: ListDiscovery.firstWindow), habits: habits) {
            number, rows in
            guard number == 3 else { return }
            rows.removeLast(count)
            rows += ListDiscovery.rows(count, after: 57_600, prefix: "late")
        }
        let discovery = try await ListDiscovery(service)
        #expect(discovery.findings.problem == nil)
        #expect(discovery.ids.isSuperset(of: service.ids))
    }

    @Test(
        "rows that come first in a newest-first list repeat others, and none is added twice",
        arguments: [1, 30, 100, 170])
    func insertedInFront(count: Int) async throws {
        let service = ListService(ListDiscovery.rows(450, after: ListDiscovery.firstWindow)) { number, rows in
            if number == 3 { rows += ListDiscovery.rows(count, after: 57_600, prefix: "late") }
        }
        let discovery = try await ListDiscovery(service)
        #expect(discovery.findings.problem == nil)
        #expect(discovery.ids == service.ids)
    }

    /// What changes between two pages.
    enum Change: Sendable, CaseIterable {
        case aRowMovesToTheEnd
        case oneLeavesAndAnotherComes
        case manyLeaveAndComeAtTheEnd

        func apply(to rows: inout [ListService.Row]) {
            switch self {
            case .aRowMovesToTheEnd: rows.append(rows.remove(at: 150))
            case .oneLeavesAndAnotherComes:
                rows.remove(at: 150)
                rows += ListDiscovery.rows(1, after: 70_000, prefix: "late")
            case .manyLeaveAndComeAtTheEnd:
                rows.removeSubrange(110..<190)
                rows += ListDiscovery.rows(80, after: 70_000, prefix: "late")
            }
        }
    }

    @Test(
        "no row is hidden by a change that neither the total nor the first page shows", arguments: Change.allCases,
        [2, 3, 4, 5, 7])
    func hidden(change: Change, request: Int) async throws {
        for isMixed in [false, true] {
            var habits = ListService.Habits()
            habits.isUnordered = true
            let rows = ListDiscovery.rows(450, after: ListDiscovery.firstWindow)
            let service = ListService(isMixed ? ListDiscovery.mixed(rows) : rows, habits: habits) { number, rows in
                if number == request { change.apply(to: &rows) }
            }
            let discovery = try await ListDiscovery(service)
            #expect(discovery.findings.problem == nil)
            let left = service.ids.filter { $0.hasPrefix("task") }
            #expect(discovery.ids.isSuperset(of: left), "\(left.subtracting(discovery.ids))")
        }
    }

    @Test("a list that lies still is read in parts, of which each fits on a page")
    func still() async throws {
        let service = ListService(ListDiscovery.rows(250, after: ListDiscovery.firstWindow))
        #expect(try await ListDiscovery(service).ids.count == 250)
        // Each page ends a part; the other window is empty.
        #expect(service.requests == 1 + 2 * 2 + 1)
    }

    @Test("a window of one page is read once")
    func small() async throws {
        let service = ListService(ListDiscovery.rows(20, after: ListDiscovery.firstWindow))
        #expect(try await ListDiscovery(service).ids.count == 20)
        #expect(service.requests == 2)
    }

    /// One more task with every request, in a second that holds more than a page.
    private static func restless() -> ListService {
        let crowd = ListDiscovery.rows(150, after: 60_000, interval: 0)
        return ListService(crowd + ListDiscovery.rows(10, prefix: "young")) { number, rows in
            rows += ListDiscovery.rows(1, after: 60_000, interval: 0, prefix: "late-\(number)")
        }
    }

    @Test("a second that has something new in every pass is left after five, and the run is told")
    func restless() async throws {
        let service = Self.restless()
        let discovery = try await ListDiscovery(service)
        #expect(discovery.findings.problem?.code == "studio.list-moving")
        #expect(discovery.findings.problem?.exitStatus == .unfinished)
        // The window and its parts; passes of two pages and the first again; the other window.
        #expect(service.requests == 1 + 2 + 5 * 3 + 1)
        #expect(discovery.ids.count > 160)
        // That one window moves keeps no other from being read.
        #expect(discovery.ids.contains("young-9"))
    }

    @Test("tasks submitted while it is read are added, and are no reason to read on for ever")
    func busy() async throws {
        let service = ListService(ListDiscovery.rows(250)) { number, rows in
            rows.append(ListService.Row(id: "new-\(number)", created: ListDiscovery.now + Double(number)))
        }
        let discovery = try await ListDiscovery(service)
        #expect(discovery.findings.problem == nil)
        #expect(discovery.ids.contains("new-1"))
        #expect(service.requests < 20)
    }
}
