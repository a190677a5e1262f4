import FoundationEssentials
import Glibc
import TestServers
import Testing

@Suite("The simulator as a program")
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
        while !FileManager.default.fileExists(atPath: file) { await Task.yield() }
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
}
