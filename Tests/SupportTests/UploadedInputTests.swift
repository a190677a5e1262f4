import FoundationEssentials
import Simulation
import TestServers
import Testing

@Suite("Uploaded inputs of simulated tasks", .timeLimit(.minutes(5)))
struct UploadedInputTests {
    private static let resolve = "X-DashScope-OssResourceResolve: enable"

    /// A simulator whose tasks succeed, and the URL of a file that was uploaded to it for a model.
    private func uploaded(
        for model: String = "wan2.2-animate-move",
        _ body: (ModelStudioSimulator, Studio, String) async throws -> Void
    ) async throws {
        let simulator = try await ModelStudioSimulator.start()
        simulator.whenSubmitted { task in
            var task = task
            task.schedule = .immediately(.succeeded)
            return task
        }
        let studio = Studio(simulator: simulator)
        let scratch = try ScratchDirectory()
        let fields = try await studio.policy(model: model).fields(key: "a.png")
        #expect(try await studio.upload(try scratch.write([1], to: "a.png"), fields: fields).status == 200)
        try await body(simulator, studio, "oss://" + (fields["key"] ?? ""))
        await simulator.stop()
    }

    /// What becomes of a task, seen by the second query.
    private func end(of reply: CurlReply, _ studio: Studio) async throws -> StudioReply.Output {
        let id = try reply.decoded(StudioReply.self).output.task_id
        _ = try await studio.get("/tasks/\(id)")
        return try await studio.get("/tasks/\(id)").decoded(StudioReply.self).output
    }

    @Test("an uploaded input is read where the header asks for it")
    func resolved() async throws {
        try await uploaded { simulator, studio, url in
            let reply = try await studio.submit(image: url, video: "https://a/v.mp4", "-H", Self.resolve)
            #expect(try await end(of: reply, studio).task_status == "SUCCEEDED")
            #expect(simulator.submits.map(\.imageURL) == [url])
            #expect(simulator.submits.map(\.resolveHeader) == ["enable"])
        }
    }

    @Test("without the header the task is accepted and fails later")
    func unresolved() async throws {
        try await uploaded { _, studio, url in
            let reply = try await studio.submit(image: "https://a/i.png", video: url)
            #expect(reply.status == 200)
            let output = try await end(of: reply, studio)
            #expect((output.task_status, output.code) == ("FAILED", "InvalidParameter.FileDownload"))
            #expect(output.message == "No connection adapters were found for '\(url)'")
        }
    }

    @Test("what was not uploaded, or for another model, or two days ago, can not be read")
    func unreadable() async throws {
        try await uploaded { simulator, studio, url in
            let unknown = try await studio.submit(image: url + "x", video: "https://a/v.mp4", "-H", Self.resolve)
            #expect(try await end(of: unknown, studio).code == "InvalidParameter.FileDownload")
            simulator.advanceClock(by: 48 * 3600)
            let late = try await studio.submit(image: url, video: "https://a/v.mp4", "-H", Self.resolve)
            #expect(try await end(of: late, studio).code == "InvalidParameter.FileDownload")
        }
        try await uploaded(for: "wan2.2-animate-mix") { _, studio, url in
            let reply = try await studio.submit(image: url, video: "https://a/v.mp4", "-H", Self.resolve)
            #expect(try await end(of: reply, studio).code == "InvalidParameter.FileDownload")
        }
    }
}
