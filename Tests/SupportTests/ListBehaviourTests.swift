import FoundationEssentials
import Simulation
import TestServers
import Testing

@Suite("The order and the flow of simulated lists", .timeLimit(.minutes(5)))
struct ListBehaviourTests {
    /// A simulator with so many finished tasks, a second between them, `task-0` the oldest.
    private func simulator(tasks: Int, _ change: (inout SimulatorOptions) -> Void = { _ in }) async throws
        -> ModelStudioSimulator
    {
        var options = SimulatorOptions()
        change(&options)
        let simulator = try await ModelStudioSimulator.start(options)
        for number in 0..<tasks {
            var task = SimulatedTask(id: "task-\(number)")
            task.submitTime = simulator.now - 10_000 + Double(number)
            try simulator.add(task)
        }
        return simulator
    }

    private func ids(_ simulator: ModelStudioSimulator, page: Int, size: Int) async throws -> [String] {
        try await Studio(simulator: simulator).get("/tasks?page_no=\(page)&page_size=\(size)")
            .decoded(StudioList.self).data.map(\.task_id)
    }

    @Test("the oldest can come first")
    func oldestFirst() async throws {
        let simulator = try await simulator(tasks: 4) { $0.listOrder = .oldestFirst }
        #expect(try await ids(simulator, page: 1, size: 3) == ["task-0", "task-1", "task-2"])
        await simulator.stop()
    }

    @Test("the rows can be mixed up, the same way for the same seed")
    func unordered() async throws {
        var orders: [[String]] = []
        for seed in [1, 1, 2] as [UInt64] {
            let simulator = try await simulator(tasks: 30) { $0.listOrder = .unordered(seed: seed) }
            orders.append(try await ids(simulator, page: 1, size: 30))
            #expect(try await ids(simulator, page: 2, size: 10) == Array(orders[orders.count - 1][10..<20]))
            await simulator.stop()
        }
        #expect(orders[0] == orders[1])
        #expect(orders[0] != orders[2])
        #expect(Set(orders[0]).count == 30)
        #expect(orders[0] != orders[0].sorted())
    }

    @Test("the window can be read in UTC")
    func zone() async throws {
        let simulator = try await simulator(tasks: 0) { $0.listZone = .utc }
        // 2026-01-01 12:00 UTC, seen an hour later.
        let moment = Date(timeIntervalSince1970: 1_767_268_800)
        simulator.advanceClock(by: (moment + 3600).timeIntervalSince(Date()))
        var task = SimulatedTask(id: "noon")
        task.submitTime = moment
        try simulator.add(task)
        let studio = Studio(simulator: simulator)
        let hit = try await studio.get("/tasks/?start_time=20260101115959&end_time=20260101120001")
        #expect(try hit.decoded(StudioList.self).data.map(\.task_id) == ["noon"])
        let miss = try await studio.get("/tasks/?start_time=20260101195959&end_time=20260101200001")
        #expect(try miss.decoded(StudioList.self).data.isEmpty)
        await simulator.stop()
    }

    @Test("a new task can be seen late in lists, and at once in queries")
    func lag() async throws {
        let simulator = try await simulator(tasks: 1) { $0.listLag = 60 }
        let studio = Studio(simulator: simulator)
        let reply = try await studio.submit(image: "https://a/i.png", video: "https://a/v.mp4")
        let id = try reply.decoded(StudioReply.self).output.task_id
        #expect(try await studio.get("/tasks/\(id)").text.contains("PENDING"))
        #expect(try await ids(simulator, page: 1, size: 10) == ["task-0"])
        simulator.advanceClock(by: 61)
        #expect(try await ids(simulator, page: 1, size: 10) == [id, "task-0"])
        await simulator.stop()
    }

    @Test("tasks can come and go between the pages")
    func shiftingPages() async throws {
        let simulator = try await simulator(tasks: 4)
        simulator.whenListed { [unowned simulator] request in
            #expect(request.pageSize == 2)
            switch request.number {
            case 2: try simulator.add(SimulatedTask(id: "new"))
            case 3: simulator.remove("task-3")
            default: break
            }
        }
        #expect(try await ids(simulator, page: 1, size: 2) == ["task-3", "task-2"])
        #expect(try await ids(simulator, page: 2, size: 2) == ["task-2", "task-1"])
        #expect(try await ids(simulator, page: 2, size: 2) == ["task-1", "task-0"])
        await simulator.stop()
    }

    @Test("the last row of a page can be the first of the next, and no row is missed")
    func repeatedRows() async throws {
        let simulator = try await simulator(tasks: 6) { $0.repeatsRows = true }
        let studio = Studio(simulator: simulator)
        let first = try await studio.get("/tasks?page_size=3").decoded(StudioList.self)
        #expect((first.total, first.total_page) == (6, 3))
        #expect(first.data.map(\.task_id) == ["task-5", "task-4", "task-3"])
        #expect(try await ids(simulator, page: 2, size: 3) == ["task-3", "task-2", "task-1"])
        #expect(try await ids(simulator, page: 3, size: 3) == ["task-1", "task-0"])
        #expect(try await ids(simulator, page: 4, size: 3) == [])
        await simulator.stop()
    }

    @Test("all pages of 5,000 tasks hold every task once, within the deadline of a client")
    func manyTasks() async throws {
        let simulator = try await simulator(tasks: 5000)
        // One curl reads all pages on one connection.
        let scratch = try ScratchDirectory()
        let pages = (2...50).flatMap { page in
            ["-o", scratch.file("\(page)"), "\(simulator.apiURL)/tasks?page_no=\(page)&page_size=100"]
        }
        let start = ContinuousClock.now
        let first = try await Curl.run(
            "\(simulator.apiURL)/tasks?page_no=1&page_size=100",
            ["-H", "Authorization: Bearer \(simulator.apiKey)"] + pages)
        #expect(ContinuousClock.now - start < .seconds(20))
        #expect(first.exit == 0)
        let bodies = try (2...50).map { [UInt8](try Data(contentsOf: URL(filePath: scratch.file("\($0)")))) }
        let decoder = JSONDecoder()
        let rows = try ([first.body] + bodies).flatMap { try decoder.decode(StudioList.self, from: Data($0)).data }
        #expect(Set(rows.map(\.task_id)).count == 5000)
        await simulator.stop()
    }
}
