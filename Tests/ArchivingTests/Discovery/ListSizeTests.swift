import Foundation
import Testing

@testable import Archiving

@Suite("What it costs to read a list", .timeLimit(.minutes(2)))
struct ListSizeTests {
    /// When 3,000 tasks were submitted.
    enum Spread: Sendable, CaseIterable {
        case overTheDay
        case atFiveASecond
        case inTwoBursts
        case inTenBursts

        var rows: [ListService.Row] {
            switch self {
            case .overTheDay: ListDiscovery.rows(3000, interval: 28.7)
            case .atFiveASecond: ListDiscovery.rows(3000, after: 40_000, interval: 0.2)
            case .inTwoBursts: bursts(2)
            case .inTenBursts: bursts(10)
            }
        }

        private func bursts(_ count: Int) -> [ListService.Row] {
            (0..<count).flatMap { burst in
                ListDiscovery.rows(
                    3000 / count, after: Double(burst) * 80_000 / Double(count), interval: 0.2,
                    prefix: "burst-\(burst)")
            }
        }
    }

    @Test(
        "3,000 tasks cost at most two and a half requests for each page, however they are spread",
        arguments: Spread.allCases, [false, true])
    func thousands(spread: Spread, isOldestFirst: Bool) async throws {
        var habits = ListService.Habits()
        habits.isOldestFirst = isOldestFirst
        let service = ListService(spread.rows, habits: habits)
        let discovery = try await ListDiscovery(service)
        #expect(discovery.findings.problem == nil)
        #expect(discovery.ids == service.ids)
        #expect(service.requests <= 75, "\(service.requests)")
    }

    @Test("in no order, or by another clock, they cost up to three for each page", arguments: [-8, 0, 8, 9])
    func unordered(zone: Int) async throws {
        var habits = ListService.Habits()
        habits.zone = zone
        habits.isUnordered = zone == 8
        let rows = Spread.overTheDay.rows
        let service = ListService(zone == 8 ? ListDiscovery.mixed(rows) : rows, habits: habits)
        let discovery = try await ListDiscovery(service)
        #expect(discovery.findings.problem == nil)
        #expect(discovery.ids == service.ids)
        #expect(service.requests <= 90, "\(service.requests)")
    }

    @Test("a small account costs a request for each window", arguments: [0, 1, 99])
    func small(count: Int) async throws {
        let service = ListService(ListDiscovery.rows(count, after: ListDiscovery.firstWindow))
        #expect(try await ListDiscovery(service).ids.count == count)
        #expect(service.requests == 2)
    }
}
