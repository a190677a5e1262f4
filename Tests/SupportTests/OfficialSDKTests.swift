import Digests
import FoundationEssentials
import Simulation
import TestServers
import Testing

@Suite("The official SDK against the simulator", .timeLimit(.minutes(5)))
struct OfficialSDKTests {
    private static let video: [UInt8] = Array("not really a video, but no matter for the SDK".utf8)

    /// A simulator that is as lenient as the service, with a task that waits and one that is done.
    private func simulator() async throws -> ModelStudioSimulator {
        var options = SimulatorOptions()
        options.refusesUndocumentedFields = false
        let simulator = try await ModelStudioSimulator.start(options)
        simulator.whenSubmitted { task in
            var task = task
            task.schedule = StatusSchedule(
                [.init(.pending, queries: 1), .init(.running, queries: 1)], then: .succeeded)
            task.results = [.object(SimulatedObject(.bytes(Self.video)))]
            return task
        }
        var waiting = SimulatedTask(id: "waiting", schedule: .immediately(.pending))
        waiting.submitTime = simulator.now - 600
        try simulator.add(waiting)
        try simulator.addFinished(id: "done", video: .bytes(Self.video))
        return simulator
    }

    @Test("it submits, follows, lists, cancels and uploads, and sees what the simulator holds")
    func judge() async throws {
        let simulator = try await simulator()
        let scratch = try ScratchDirectory("sdk")
        let image = try scratch.write(Array("image".utf8), to: "person.png")
        let video = try scratch.write(Self.video, to: "dance.mp4")
        let sdk = try await OfficialSDK.run(
            against: simulator, image: image, video: video, pendingTask: "waiting", finishedTask: "done")
        #expect(sdk.version == "2.0.2")
        checkSubmit(sdk, simulator)
        checkTasks(sdk)
        checkUploads(sdk, simulator)
        #expect(
            sdk.refused.wrongKey
                == .init(status: 401, code: "InvalidApiKey", message: "Invalid API-key provided."))
        #expect(sdk.refused.unknown == "UNKNOWN")
        // The group it uses unless told otherwise is not the one of these models.
        #expect(sdk.refused.wrongGroup.status == 404)
        await simulator.stop()
    }

    private func checkSubmit(_ sdk: OfficialSDK, _ simulator: ModelStudioSimulator) {
        let submitted = sdk.submitted
        #expect(submitted.status == 200)
        #expect(submitted.taskStatus == "PENDING")
        #expect(submitted.statuses == ["PENDING", "RUNNING", "SUCCEEDED"])
        #expect(submitted.videoDuration == 5.2)
        #expect(submitted.sha256 == hex(SHA256.hash(Self.video)))
        #expect(submitted.submitTime.count == "2025-09-18 15:32:00.105".count)
        // It does not find the URL where these models put it.
        #expect(submitted.foundVideoURL.isEmpty)
        let order = simulator.submits.first
        #expect(order?.taskID == submitted.taskID)
        #expect(order?.asyncHeader == "enable")
        #expect(order?.resolveHeader == nil)
        // It sends more than these models know.
        #expect(
            order?.fields == [
                "input.extend_prompt", "input.function", "input.image_url", "input.prompt", "input.video_url", "model",
                "parameters.mode",
            ])
    }

    private func checkTasks(_ sdk: OfficialSDK) {
        #expect(sdk.listed.status == 200)
        #expect((sdk.listed.total, sdk.listed.totalPages) == (3, 2))
        #expect(sdk.listed.taskIDs == [sdk.submitted.taskID, "done"])
        #expect(sdk.listed.statuses == ["SUCCEEDED", "SUCCEEDED"])
        #expect(sdk.listed.pending == ["waiting"])
        #expect(sdk.canceled.pending.status == 200)
        #expect(sdk.canceled.after == "CANCELED")
        #expect(sdk.canceled.finished.status == 400)
        #expect(sdk.canceled.finished.code == "UnsupportedOperation")
    }

    private func checkUploads(_ sdk: OfficialSDK, _ simulator: ModelStudioSimulator) {
        let uploaded = sdk.uploaded
        #expect(
            uploaded.certificate == [
                "capacity_limit_mb", "expire_in_seconds", "max_file_size_mb", "oss_access_key_id", "policy",
                "signature", "upload_dir", "upload_host", "x_oss_forbid_overwrite", "x_oss_object_acl",
            ])
        let files = simulator.uploads
        #expect(files.prefix(2).map { "oss://" + $0.key } == [uploaded.image, uploaded.video])
        #expect(files.prefix(2).map(\.fileName) == ["person.png", "dance.mp4"])
        #expect(files.prefix(2).map(\.contentType) == ["image/png", "video/mp4"])
        #expect(files.prefix(2).map(\.bytes) == [Array("image".utf8), Self.video])
        #expect(files.allSatisfy { $0.model == "wan2.2-animate-move" })
        // Waited for by the SDK itself, from PENDING on.
        #expect(uploaded.resolved == "SUCCEEDED")
        #expect(uploaded.unresolved == "No connection adapters were found for '\(uploaded.image)'")
        #expect(uploaded.again.contains("FileAlreadyExists"))
        #expect(uploaded.byItself.status == 200)
        #expect(simulator.submits.map(\.resolveHeader) == [nil, "enable", nil, "enable"])
        #expect(simulator.submits.map(\.workspaceHeader) == [nil, "ws-sim", nil, nil])
        #expect(simulator.log.requests(to: .upload).allSatisfy { $0.headers["authorization"] == nil })
    }
}
