import Simulation
import TestServers

/// Requests to the simulated API.
struct Studio {
    var simulator: ModelStudioSimulator

    /// GET of a path with the right key.
    func get(_ path: String, _ options: String...) async throws -> CurlReply {
        try await Curl.run(simulator.apiURL + path, key + options)
    }

    /// POST to a path with the right key.
    func post(_ path: String, _ options: String...) async throws -> CurlReply {
        try await Curl.run(simulator.apiURL + path, key + ["-X", "POST"] + options)
    }

    /// An upload policy for a model.
    func policy(model: String = "wan2.2-animate-move") async throws -> UploadPolicyReply.Policy {
        try await get("/uploads?action=getPolicy&model=\(model)").decoded(UploadPolicyReply.self).data
    }

    /// Uploads a file by a form, `file` last.
    /// - Parameters:
    ///   - path: the file.
    ///   - fields: the other fields of the form.
    ///   - options: further options of curl.
    func upload(_ path: String, fields: [String: String], _ options: String...) async throws -> CurlReply {
        let form = fields.flatMap { ["--form-string", "\($0)=\($1)"] } + ["-F", "file=@\(path)"]
        // curl would wait for a "100 Continue" that the server does not send.
        return try await Curl.run(simulator.baseURL, form + ["-H", "Expect:"] + options)
    }

    /// POST of a submit with these inputs.
    func submit(image: String, video: String, _ options: String...) async throws -> CurlReply {
        let body = """
            {"model":"wan2.2-animate-move","input":{"image_url":"\(image)","video_url":"\(video)"},
            "parameters":{"mode":"wan-pro"}}
            """
        let fixed = [
            "-X", "POST", "-H", "X-DashScope-Async: enable", "-H", "Content-Type: application/json", "-d", body,
        ]
        return try await Curl.run(
            simulator.apiURL + "/services/aigc/image2video/video-synthesis", key + fixed + options)
    }

    private var key: [String] { ["-H", "Authorization: Bearer \(simulator.apiKey)"] }
}
