extension SeaweedFS {
    private var curl: SignedCurl {
        SignedCurl(endpoint: endpoint, region: region, user: administrator, caPath: caPath)
    }

    /// Sends a request that curl signs as the administrator.
    /// - Parameters:
    ///   - method: in capitals.
    ///   - path: from the bucket on, encoded; query names sorted, each with `=`, as curl signs them as they are.
    ///   - headers: further lines, `Name: value` each.
    ///   - body: what is sent; `nil`: nothing.
    public func request(
        _ method: String, _ path: String, headers: [String] = [], body: [UInt8]? = nil
    ) async throws -> CurlReply {
        try await curl.request(method, path, headers: headers, body: body)
    }

    /// Reads an object; `nil` if there is none.
    public func object(_ key: String, in bucket: String) async throws -> [UInt8]? {
        try await curl.object(key, in: bucket)
    }

    func waitUntilReady() async throws {
        let trust = caPath.map { ["--cacert", $0] } ?? []
        try await guardian.repeatUntilReady { try await Curl.run("\(endpoint)/status", trust).status == 200 }
    }

    /// Creates a bucket. The server answers requests before it can store anything, hence the patience.
    func create(_ bucket: String) async throws {
        try await guardian.repeatUntilReady { try await request("PUT", bucket).status == 200 }
    }
}
