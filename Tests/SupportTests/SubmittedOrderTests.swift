import FoundationEssentials
import Simulation
import TestServers
import Testing

@Suite("What the simulator keeps of submits", .timeLimit(.minutes(5)))
struct SubmittedOrderTests {
    private static let path = "/services/aigc/image2video/video-synthesis"
    private static let undocumented = """
        {"model":"wan2.2-animate-mix","input":{"image_url":"https://a/i.jpg","video_url":"https://a/v.mp4","prompt":null,
        "extend_prompt":true,"function":"video-synthesis"},"parameters":{"mode":"wan-std","check_image":false,"list":[1]}}
        """

    private func submit(_ body: String, to simulator: ModelStudioSimulator) async throws -> CurlReply {
        try await Studio(simulator: simulator).post(
            Self.path, "-H", "X-DashScope-Async: enable", "-H", "Content-Type: application/json", "-d", body)
    }

    @Test("an accepted submit is kept with its values and fields, a refused one is not")
    func documented() async throws {
        let simulator = try await ModelStudioSimulator.start()
        let reply = try await Studio(simulator: simulator).submit(
            image: "https://a/i.jpg", video: "https://a/v.mp4", "-H", "X-DashScope-WorkSpace: ws")
        #expect(try await submit("{}", to: simulator).status == 400)
        let order = try #require(simulator.submits.first)
        #expect(simulator.submits.count == 1)
        #expect(try order.taskID == reply.decoded(StudioReply.self).output.task_id)
        #expect((order.model, order.mode) == ("wan2.2-animate-move", "wan-pro"))
        #expect((order.imageURL, order.videoURL) == ("https://a/i.jpg", "https://a/v.mp4"))
        #expect((order.watermark, order.checksImage) == (nil, nil))
        #expect((order.asyncHeader, order.resolveHeader, order.workspaceHeader) == ("enable", nil, "ws"))
        #expect(order.fields == ["input.image_url", "input.video_url", "model", "parameters.mode"])
        await simulator.stop()
    }

    @Test(
        "undocumented fields are refused unless the simulator is as lenient as the service", arguments: [true, false])
    func undocumented(isStrict: Bool) async throws {
        var options = SimulatorOptions()
        options.refusesUndocumentedFields = isStrict
        let simulator = try await ModelStudioSimulator.start(options)
        #expect(try await submit(Self.undocumented, to: simulator).status == (isStrict ? 400 : 200))
        #expect(simulator.submits.count == (isStrict ? 0 : 1))
        #expect(simulator.submits.allSatisfy { $0.fields.contains("input.prompt") && $0.checksImage == false })
        #expect(simulator.submits.allSatisfy { $0.fields.contains("parameters.list") })
        await simulator.stop()
    }
}
