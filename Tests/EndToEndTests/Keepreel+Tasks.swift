import Simulation
import TestServers

extension FreePort {
    /// A storage endpoint nobody listens at.
    static func deadEndpoint() throws -> String { "http://127.0.0.1:\(try take())" }
}

extension Keepreel {
    /// Registers a finished task whose video lies at a source; `nil`: in the simulated bucket.
    @discardableResult
    func add(_ studio: ModelStudioSimulator, bytes: Int64 = 100_000, source: String? = nil) async throws -> String {
        let task = try studio.addFinished(video: .generated(bytes: bytes))
        let reply = """
            {"request_id":"r","output":{"task_id":"\(task.id)","task_status":"SUCCEEDED","results":{"video_url":"\(source ?? "")"}}}
            """
        let result = try await self("add", "-", stdin: source == nil ? task.id : reply)
        guard result.status == 0 else {
            throw ServerError.failed(program: "keepreel add", status: result.status, output: result.errors)
        }
        return task.id
    }
}
