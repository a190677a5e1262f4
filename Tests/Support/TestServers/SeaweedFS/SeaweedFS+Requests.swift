extension SeaweedFS {
    /// Sends a request that curl signs as the administrator.
    /// - Parameters:
    ///   - method: in capitals.
    ///   - path: from the bucket on, encoded; query names sorted, each with `=`, as curl signs them as they are.
    ///   - headers: further lines, `Name: value` each.
    ///   - body: what is sent; `nil`: nothing.
    public func request(
        _ method: String, _ path: String, headers: [String] = [], body: [UInt8]? = nil
    ) async throws -> CurlReply {
        var options = ["--aws-sigv4", "aws:amz:\(region):s3"] + (method == "HEAD" ? ["--head"] : ["-X", method])
        if let caPath { options += ["--cacert", caPath] }
        options += headers.flatMap { ["-H", $0] }
        let file = try ScratchDirectory("upload")
        if let body { options += ["-T", try file.write(body, to: "body")] }
        let user = "user = \"\(administrator.accessKeyID):\(administrator.secretAccessKey)\"\n"
        return try await Curl.run("\(endpoint)/\(path)", options, configuration: user)
    }

    func waitUntilReady() async throws {
        let trust = caPath.map { ["--cacert", $0] } ?? []
        try await repeatUntilReady { try await Curl.run("\(endpoint)/status", trust).status == 200 }
    }

    /// Creates a bucket. The server answers requests before it can store anything, hence the patience.
    func create(_ bucket: String) async throws {
        try await repeatUntilReady { try await request("PUT", bucket).status == 200 }
    }

    private func repeatUntilReady(_ attempt: () async throws -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(30)
        while try await !attempt() {
            guard ContinuousClock.now < end, isRunning else { throw ServerError.notReady(log: log) }
            try await Task.sleep(for: .milliseconds(10))
        }
    }
}
