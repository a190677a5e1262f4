import FoundationEssentials
import Glibc
import TestServers
import Testing

@Suite("The simulator as a program", .timeLimit(.minutes(5)))
struct SimulatorProgramTests {
    private struct Port: Decodable {
        var api: String
        var port: Int
    }

    /// Starts the program and reads its port file as soon as it is there.
    private func start(_ arguments: [String], in scratch: ScratchDirectory) async throws -> (RunningProcess, Port) {
        let file = scratch.file("port.json")
        let process = try RunningProcess.start(
            try builtProduct("keepreel-simulator"), arguments + ["--port-file", file, "--exit-with-parent"],
            stdin: .open)
        try await process.wait { output, _ in output.hasSuffix("/api/v1\n") }
        let end = ContinuousClock.now + .seconds(60)
        while !FileManager.default.fileExists(atPath: file) {
            try #require(ContinuousClock.now < end, "the program writes no port file")
            await Task.yield()
        }
        return (process, try JSONDecoder().decode(Port.self, from: try Data(contentsOf: URL(filePath: file))))
    }

    @Test("it serves the videos of a directory and ends with its stdin")
    func videos() async throws {
        let scratch = try ScratchDirectory()
        let clip = try await Clips.path(of: Clip())
        try FileManager.default.copyItem(atPath: clip, toPath: scratch.file("first.mp4"))
        let (process, port) = try await start(["--videos", scratch.path, "--api-key", "sk-demo"], in: scratch)
        let urls = try await Curl.get("http://127.0.0.1:\(port.port)/_simulator/urls").decoded([String: String].self)
        let url = try #require(urls["first"])
        #expect(try await Curl.get(url).body == Clips.bytes(of: Clip()))
        let reply = try await Curl.get("\(port.api)/tasks/first", "-H", "Authorization: Bearer sk-demo")
        #expect(reply.text.contains("SUCCEEDED"))
        process.closeInput()
        #expect(try await process.result().status == 0)
    }

    @Test("it plays a scenario and ends on SIGTERM")
    func scenario() async throws {
        let scratch = try ScratchDirectory()
        let file = try scratch.write(
            """
            {"tasks": [
              {"id": "big", "bytes": 100000, "faults": [{"kind": "status", "status": 503, "times": 1}]},
              {"id": "bad", "status": "FAILED", "code": "InternalError", "message": "No."},
              {"id": "late", "afterQueries": 1, "shape": "video"},
              {"id": "many", "count": 3, "bytes": 2000}
            ]}
            """, to: "scenario.json")
        let (process, port) = try await start(["--scenario", file], in: scratch)
        let base = "http://127.0.0.1:\(port.port)"
        let urls = try await Curl.get("\(base)/_simulator/urls").decoded([String: String].self)
        #expect(urls.keys.sorted() == ["big", "late", "many-0", "many-1", "many-2"])
        let url = try #require(urls["big"])
        #expect(try await Curl.get(url).status == 503)
        #expect(try await Curl.get(url).body.count == 100_000)
        let key = ["-H", "Authorization: Bearer sk-simulated"]
        #expect(try await Curl.run("\(port.api)/tasks/bad", key).text.contains(#""message":"No.""#))
        #expect(try await Curl.run("\(port.api)/tasks/late", key).text.contains("RUNNING"))
        #expect(try await Curl.run("\(port.api)/tasks/late", key).text.contains("SUCCEEDED"))
        process.signal(SIGTERM)
        #expect(try await process.result().signal == SIGTERM)
    }

    @Test("its URLs lead to another place where that is asked for, and are valid there")
    func resultAuthority() async throws {
        let scratch = try ScratchDirectory()
        let file = try scratch.write(#"{"tasks": [{"id": "a", "bytes": 3000}]}"#, to: "scenario.json")
        let (process, port) = try await start(
            ["--scenario", file, "--result-authority", "proxy.example:81", "--result-scheme", "https"], in: scratch)
        let urls = try await Curl.get("http://127.0.0.1:\(port.port)/_simulator/urls").decoded([String: String].self)
        let url = try #require(urls["a"])
        #expect(url.hasPrefix("https://proxy.example:81/"))
        let plain = url.replacing("https://", with: "http://")
        let reply = try await Curl.get(plain, "--connect-to", "proxy.example:81:127.0.0.1:\(port.port)")
        #expect(reply.status == 200)
        #expect(reply.body.count == 3000)
        process.closeInput()
        #expect(try await process.result().status == 0)
    }

    @Test("a scenario says how lists, submits and chance behave")
    func behaviour() async throws {
        let scratch = try ScratchDirectory()
        let file = try scratch.write(
            """
            {"tasks": [{"id": "a", "count": 3, "status": "RUNNING"}], "listOrder": "oldestFirst", "repeatsRows": true,
             "submitted": {"bytes": 3000, "pendingQueries": 1}, "refusesUndocumentedFields": false,
             "disturbance": {"seed": 4, "failed": 1, "endpoints": ["cancel"]}}
            """, to: "scenario.json")
        let (process, port) = try await start(["--scenario", file], in: scratch)
        let key = ["-H", "Authorization: Bearer sk-simulated"]
        let list = try await Curl.run("\(port.api)/tasks?page_size=2", key).decoded(StudioList.self)
        #expect(list.total_page == 2)
        #expect(list.data.map(\.task_id) == ["a-0", "a-1"])
        let order = """
            {"model":"wan2.2-animate-move","input":{"image_url":"https://a/i","video_url":"https://a/v","prompt":null},
            "parameters":{"mode":"wan-std"}}
            """
        let submit = try await Curl.run(
            "\(port.api)/services/aigc/image2video/video-synthesis",
            key + ["-H", "X-DashScope-Async: enable", "-H", "Content-Type: application/json", "-d", order])
        let id = try submit.decoded(StudioReply.self).output.task_id
        #expect(try await Curl.run("\(port.api)/tasks/\(id)", key).text.contains("PENDING"))
        let output = try await Curl.run("\(port.api)/tasks/\(id)", key).decoded(StudioReply.self).output
        guard case .object(let results)? = output.results, let url = results["video_url"] else {
            Issue.record("a submitted task has no video")
            return
        }
        #expect(try await Curl.get(url).body.count == 3000)
        #expect(try await Curl.run("\(port.api)/tasks/\(id)/cancel", key + ["-X", "POST"]).status == 500)
        process.closeInput()
        #expect(try await process.result().status == 0)
    }

    @Test("an upload of 200 MiB passes through little memory")
    func largeUpload() async throws {
        let scratch = try ScratchDirectory()
        let scenario = try scratch.write("{}", to: "scenario.json")
        let (process, port) = try await start(["--scenario", scenario], in: scratch)
        let file = try scratch.write([UInt8](), to: "large.mp4")
        #expect(truncate(file, 200 << 20) == 0)
        let policy = try await Curl.run(
            "\(port.api)/uploads?action=getPolicy&model=m", ["-H", "Authorization: Bearer sk-simulated"]
        ).decoded(UploadPolicyReply.self).data
        let form = policy.fields(key: "large.mp4").flatMap { ["--form-string", "\($0)=\($1)"] }
        let reply = try await Curl.run(
            policy.upload_host, form + ["-F", "file=@\(file)", "-H", "Expect:"])
        #expect(reply.status == 200)
        process.closeInput()
        #expect(try await process.result().peakMemory < 100 << 20)
    }
}
