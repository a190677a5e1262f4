import Archiving
import Failures
import Foundation
import HTTPTransport
import Manifest
import Simulation
import TestServers
import Testing

@Suite("Runs over a part of the work", .timeLimit(.minutes(2)))
struct ScopeTests {
    @Test("with a limit so many are archived, and the run says that more is left")
    func limit() async throws {
        var bench = try await RunBench()
        let prepared = bench
        let ids = try (1...5).map { try prepared.addFinished(expiresIn: Double($0) * 3600) }
        try await bench.learn()
        bench.options.limit = 2
        let summary = try await bench.run()
        #expect(summary.status == .unfinished)
        #expect(summary.archived == 2)
        #expect(summary.deferred == 3)
        #expect(summary.untried == 3 && summary.begun == 2)
        #expect(bench.downloads == 2)
        for id in ids.prefix(2) { #expect(try bench.video(id).state == .archived) }
        bench.options.limit = 3
        let rest = try await bench.run()
        #expect(rest.status == .done)
        #expect(rest.archived == 3)
    }

    @Test("a limit counts videos that were begun, not those that arrived")
    func limitOfAttempts() async throws {
        var bench = try await RunBench()
        let prepared = bench
        let ids = try (1...2).map { try prepared.addFinished(expiresIn: Double($0) * 3600) }
        try await bench.learn()
        try bench.studio.inject(.htmlPage, into: ids[0], times: nil)
        bench.options.limit = 1
        let summary = try await bench.run()
        #expect(summary.archived == 0)
        #expect(summary.deferred == 2)
        #expect(summary.untried == 1 && summary.begun == 1)
    }

    @Test("only the named tasks are asked about, archived and counted")
    func only() async throws {
        var bench = try await RunBench()
        let named = try bench.addFinished()
        let other = try bench.addFinished()
        let known = try bench.addFinished()
        bench.options.only = [known]
        try await bench.learn()
        let waiting = SimulatedTask(schedule: .immediately(.running))
        try bench.studio.add(waiting)
        try bench.add([waiting.id])
        bench.studio.log.clear()

        bench.options.only = [named, waiting.id, "not-in-the-manifest"]
        let summary = try await bench.run()
        #expect(summary.status == .done)
        #expect(summary.queried == 2)
        #expect(summary.archived == 1)
        #expect(summary.pending == 1)
        #expect(summary.deferred == 0)
        #expect(try bench.video(named).state == .archived)
        #expect(try bench.video(other).state == .waiting)
        #expect(try bench.video(known).state == .pending)
        #expect(bench.studio.queries(of: other) == 0)
        #expect(bench.downloads == 1)
    }

    @Test("a dry run asks about tasks and lists what it would archive, soonest deadline first, without a byte of media")
    func dryRun() async throws {
        var bench = try await RunBench()
        let prepared = bench
        let hours = [3.0, 1, 2]
        let ids = try hours.map { try prepared.addFinished(expiresIn: $0 * 3600) }
        let running = SimulatedTask(schedule: .immediately(.running))
        try bench.studio.add(running)
        try bench.add([running.id])
        bench.options.isDryRun = true
        let events = EventLog()
        let summary = try await bench.run(events)
        #expect(summary.status == .done)
        #expect(summary.queried == 4)
        #expect(summary.archived == 0)
        #expect(summary.deferred == 3)
        #expect(summary.pending == 1)
        #expect(events.listed.map(\.taskID) == [ids[1], ids[2], ids[0]])
        #expect(events.began.isEmpty)
        #expect(bench.downloads == 0)
        for id in ids { #expect(try bench.video(id).state == .pending) }
    }

    @Test("losses and failures of other tasks are neither told nor marked by a run over named ones")
    func otherLosses() async throws {
        var bench = try await RunBench()
        let failed = try (0..<2).map { _ in try bench.studio.addFailed().id }
        let lost = ["lost-1", "lost-2"]
        try bench.add(failed + lost)
        bench.options.isDryRun = true
        _ = try await bench.run()
        bench.options.isDryRun = false
        bench.options.only = [failed[0], lost[0]]
        let events = EventLog()
        let summary = try await bench.run(events)
        #expect(summary.status == .lost)
        #expect(summary.lost == 1)
        #expect(summary.failed == 1)
        #expect(events.losses.map(\.key.taskID) == [lost[0]])
        #expect(events.failedTasks == [failed[0]])
        bench.options.only = nil
        let rest = EventLog()
        #expect(try await bench.run(rest).lost == 1)
        #expect(rest.losses.map(\.key.taskID) == [lost[1]])
        #expect(rest.failedTasks == [failed[1]])
    }

    @Test("a dry run tells of every loss and failure, and leaves them to be told again", arguments: [nil, true])
    func dryRunOfLosses(isNamed: Bool?) async throws {
        var bench = try await RunBench()
        let prepared = bench
        let failed = try (0..<130).map { _ in try prepared.studio.addFailed().id }
        let lost = (0..<230).map { "never-existed-\($0)" }
        try bench.add(failed + lost)
        bench.options.isDryRun = true
        if isNamed != nil { bench.options.only = Set(failed + lost) }
        for _ in 0..<2 {
            let events = EventLog()
            let summary = try await bench.run(events)
            #expect(summary.lost == 230)
            #expect(summary.failed == 130)
            #expect(Set(events.losses.map(\.key.taskID)) == Set(lost))
            #expect(Set(events.failedTasks) == Set(failed))
        }
    }

    @Test("a dry run keeps to limit and names")
    func dryRunOfAPart() async throws {
        var bench = try await RunBench()
        let prepared = bench
        let ids = try (1...4).map { try prepared.addFinished(expiresIn: Double($0) * 3600) }
        bench.options.isDryRun = true
        bench.options.limit = 2
        let limited = EventLog()
        _ = try await bench.run(limited)
        #expect(limited.listed.map(\.taskID) == Array(ids.prefix(2)))
        bench.options.limit = nil
        bench.options.only = [ids[3]]
        let named = EventLog()
        _ = try await bench.run(named)
        #expect(named.listed.map(\.taskID) == [ids[3]])
    }
}
