import FoundationEssentials
import Simulation
import TestServers
import Testing

@Suite("Listing simulated tasks", .timeLimit(.minutes(5)))
struct TaskListTests {
    @Test("pages hold 10 rows unless told otherwise, newest first, times in milliseconds")
    func paging() async throws {
        let simulator = try await ModelStudioSimulator.start()
        for number in 0..<12 {
            var task = SimulatedTask(id: "task-\(number)", results: [.object(SimulatedObject(.bytes([1])))])
            task.submitTime = Date() - 1000 + Double(number)
            try simulator.add(task)
        }
        let studio = Studio(simulator: simulator)
        let first = try await studio.get("/tasks/").decoded(StudioList.self)
        #expect((first.total, first.total_page, first.page_no, first.page_size) == (12, 2, 1, 10))
        #expect(first.data.count == 10)
        #expect(first.data.first?.task_id == "task-11")
        #expect(first.data.allSatisfy { $0.gmt_create > 1_600_000_000_000 })
        let second = try await studio.get("/tasks?page_no=2&page_size=10").decoded(StudioList.self)
        #expect(second.data.map(\.task_id) == ["task-1", "task-0"])
        await simulator.stop()
    }

    @Test("rows are chosen by status, model and id, and never hold a URL")
    func filters() async throws {
        let simulator = try await ModelStudioSimulator.start()
        try simulator.addFinished(id: "done", video: .bytes([1]))
        try simulator.addFinished(id: "other", model: "wan2.5-t2v-preview", video: .bytes([1]))
        try simulator.add(SimulatedTask(id: "waiting", schedule: .immediately(.pending)))
        let studio = Studio(simulator: simulator)
        let done = try await studio.get("/tasks/?status=SUCCEEDED&model_name=wan2.2-animate-move")
        #expect(try done.decoded(StudioList.self).data.map(\.task_id) == ["done"])
        #expect(!done.text.contains("http"))
        let waiting = try await studio.get("/tasks/?status=PENDING").decoded(StudioList.self)
        #expect(waiting.data.map(\.task_id) == ["waiting"])
        #expect(waiting.data.first?.end_time == nil)
        let one = try await studio.get("/tasks/?task_id=other").decoded(StudioList.self)
        #expect(one.data.map(\.model_name) == ["wan2.5-t2v-preview"])
        await simulator.stop()
    }

    @Test(
        "a window above 24 hours, a page above 100 rows and unknown parameters are refused",
        arguments: [
            "start_time=20260101000000&end_time=20260102000001", "page_size=101", "page_size=0", "page_no=0",
            "start_time=2026-01-01", "sort=asc",
        ])
    func refusals(query: String) async throws {
        let simulator = try await ModelStudioSimulator.start()
        let reply = try await Studio(simulator: simulator).get("/tasks/?\(query)")
        #expect(reply.status == 400)
        #expect(try reply.decoded(StudioError.self).code == "InvalidParameter")
        await simulator.stop()
    }

    @Test("the window is read in UTC+8")
    func window() async throws {
        let simulator = try await ModelStudioSimulator.start()
        // 2026-01-01 20:00 UTC+8, seen an hour later.
        let moment = Date(timeIntervalSince1970: 1_767_268_800)
        simulator.advanceClock(by: (moment + 3600).timeIntervalSince(Date()))
        var task = SimulatedTask(id: "evening")
        task.submitTime = moment
        try simulator.add(task)
        let studio = Studio(simulator: simulator)
        let hit = try await studio.get("/tasks/?start_time=20260101195959&end_time=20260101200001")
        #expect(try hit.decoded(StudioList.self).data.map(\.task_id) == ["evening"])
        let miss = try await studio.get("/tasks/?start_time=20260101115959&end_time=20260101120001")
        #expect(try miss.decoded(StudioList.self).data.isEmpty)
        await simulator.stop()
    }
}
