import Archiving
import Failures
import Foundation
import Manifest
import Simulation
import TestServers
import Testing

@Suite("Discovery in lists of every habit", .timeLimit(.minutes(2)))
struct ListHabitsTests {
    private static func bench(_ change: (inout SimulatorOptions) -> Void) async throws -> RunBench {
        var options = SimulatorOptions()
        change(&options)
        var bench = try await RunBench(simulator: options)
        bench.options.discovery = Discovery.Scope(models: [], window: .seconds(86_400))
        return bench
    }

    private static func add(_ count: Int, to bench: RunBench, prefix: String = "task", age: Double = 50_000) throws {
        for number in 0..<count {
            var task = SimulatedTask(id: "\(prefix)-\(number)", schedule: .immediately(.running))
            task.submitTime = bench.studio.now - age - Double(number) * 60
            try bench.studio.add(task)
        }
    }

    @Test(
        "rows that come and go between pages hide no task",
        arguments: [.newestFirst, .oldestFirst, .unordered(seed: 1)] as [ListOrder], [0, 3, 110])
    func shifting(order: ListOrder, inserted: Int) async throws {
        let bench = try await Self.bench { $0.listOrder = order }
        let studio = bench.studio
        try Self.add(350, to: bench)
        studio.whenListed { [unowned studio] request in
            guard request.number == 3 else { return }
            for number in 300..<350 { studio.remove("task-\(number)") }
            for number in 0..<inserted {
                var task = SimulatedTask(id: "late-\(number)", schedule: .immediately(.running))
                task.submitTime = studio.now - 40_000
                try studio.add(task)
            }
        }
        let summary = try await bench.run()
        #expect(summary.lost == 0)
        for id in studio.taskIDs { #expect(try bench.manifest.task(id) != nil) }
        let known = try bench.manifest.counts().total
        #expect((300 + inserted...350 + inserted).contains(known))
        #expect(try await bench.run().discovered == 0)
    }

    @Test(
        "a row that moves to the end of the list, or leaves while another comes, hides none behind it",
        arguments: [false, true], [3, 4])
    func balanced(moves: Bool, request: Int) async throws {
        let bench = try await Self.bench { $0.listOrder = .oldestFirst }
        let studio = bench.studio
        let now = studio.now
        for number in 0..<450 {
            var task = SimulatedTask(id: "task-\(number)", schedule: .immediately(.running))
            task.submitTime = now - 70_000 + Double(number)
            try studio.add(task)
        }
        studio.whenListed { [unowned studio] listed in
            guard listed.number == request else { return }
            if moves {
                try studio.update("task-150") { $0.submitTime = now - 60_000 }
            } else {
                studio.remove("task-150")
                var task = SimulatedTask(id: "late", schedule: .immediately(.running))
                task.submitTime = now - 60_000
                try studio.add(task)
            }
        }
        #expect(try await bench.run().status == .done)
        let missed = try studio.taskIDs.filter { try bench.manifest.task($0) == nil }
        #expect(missed.isEmpty)
    }

    @Test("what ended within the window is archived, though its task was created long before it")
    func longTask() async throws {
        var bench = try await Self.bench { $0.retention = .fromEnd }
        for (id, age, end) in [("long", 10.0, 0.5), ("longer", 30, 0.5), ("over", 10, 2), ("dead", 30, 25)] {
            var task = SimulatedTask(id: id, results: [.object(SimulatedObject(.generated(bytes: 20_000)))])
            task.submitTime = bench.studio.now - age * 3600
            task.endTime = bench.studio.now - end * 3600
            try bench.studio.add(task)
        }
        bench.options.discovery?.window = .seconds(3600)
        #expect(try await bench.run().discovered == 1)
        #expect(try bench.video("long").state == .archived)
        bench.options.discovery?.window = .seconds(86_400)
        let summary = try await bench.run()
        #expect(summary.discovered == 2)
        #expect(summary.lost == 0)
        for id in ["longer", "over"] { #expect(try bench.video(id).state == .archived) }
    }

    @Test("rows that repeat are added once", arguments: [.newestFirst, .oldestFirst] as [ListOrder])
    func repeated(order: ListOrder) async throws {
        let bench = try await Self.bench { ($0.listOrder, $0.repeatsRows) = (order, true) }
        try Self.add(350, to: bench)
        let summary = try await bench.run()
        #expect(summary.status == .done)
        #expect(summary.discovered == 350)
        #expect(try bench.manifest.counts().total == 350)
    }

    @Test(
        "by whichever clock the window is read, tasks at its borders are found, at any time of the day",
        arguments: [.utc8, .utc, ListZone(hours: -8), ListZone(hours: 9)],
        [-30, 30, 28_770, 28_830, 57_570, 57_630] as [Double])
    func zones(zone: ListZone, timeOfDay: Double) async throws {
        var bench = try await Self.bench { $0.listZone = zone }
        bench.options.discovery?.window = .seconds(6 * 3600)
        let seconds = bench.studio.now.timeIntervalSince1970
        bench.studio.advanceClock(by: 86_400 - seconds.truncatingRemainder(dividingBy: 86_400) + timeOfDay)
        let inside: [Double] = [0, 29, 31, 3600, 6 * 3600 - 60]
        for age in inside + [6 * 3600 + 1, 10 * 3600] {
            var task = SimulatedTask(id: "age-\(age)", shape: .noMedia)
            task.submitTime = bench.studio.now - age
            task.endTime = task.submitTime
            try bench.studio.add(task)
        }
        #expect(try await bench.run().discovered == inside.count)
        for age in inside { #expect(try bench.manifest.task("age-\(age)") != nil) }
    }

    @Test("a task that the list has late is found by a later run")
    func lag() async throws {
        let bench = try await Self.bench { $0.listLag = 30 }
        try Self.add(1, to: bench, age: 0)
        #expect(try await bench.run().discovered == 0)
        bench.studio.advanceClock(by: 31)
        #expect(try await bench.run().discovered == 1)
    }

    @Test(
        "one run archives all that is finished, whatever goes wrong on the way, and the next fetches nothing",
        arguments: [.oldestFirst, .unordered(seed: 2)] as [ListOrder])
    func disturbed(order: ListOrder) async throws {
        var bench = try await Self.bench { $0.listOrder = order }
        bench.studioRetries = 8
        let studio = bench.studio
        let schedules: [StatusSchedule] = [
            .immediately(.running), .immediately(.failed), .immediately(.suspended), .immediately(.succeeded),
            .immediately(.canceled), .after(queries: 1),
        ]
        var finished: Set<String> = []
        for number in 0..<420 {
            let schedule = schedules[number % schedules.count]
            var task = SimulatedTask(id: "task-\(number)", schedule: schedule)
            if schedule == .immediately(.succeeded) {
                task.results = [.object(SimulatedObject(.generated(bytes: 20_000)))]
                finished.insert(task.id)
            }
            task.submitTime = studio.now - 600 - Double(number) * 190
            try studio.add(task)
        }
        studio.disturb(seed: 4, rates: DisturbanceRates(throttled: 0.03, failed: 0.02, cut: 0.01))
        studio.whenListed { [unowned studio] request in
            guard request.number % 3 == 0 else { return }
            // The oldest one is forgotten, and a new one is submitted.
            let failed = studio.taskIDs.filter { id in Int(id.dropFirst(5)).map { $0 % 6 == 1 } ?? false }
            if let id = failed.max(by: { $0.count < $1.count }) { studio.remove(id) }
            try studio.add(SimulatedTask(id: "new-\(request.number)", schedule: .immediately(.pending)))
        }
        let summary = try await bench.run()
        #expect(summary.status == .done)
        #expect(summary.archived == finished.count)
        for id in finished { #expect(try bench.video(id).state == .archived) }
        #expect(bench.downloads == finished.count)
        bench.studio.log.clear()
        #expect(try await bench.run().archived == 0)
        #expect(bench.downloads == 0)
    }
}
