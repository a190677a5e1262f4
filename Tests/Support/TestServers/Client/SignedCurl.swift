/// curl that signs its requests for an S3 server (AWS SigV4), sharing nothing with the code under test.
public struct SignedCurl: Sendable {
    /// Scheme, host and port.
    public var endpoint: String
    /// The region requests are signed for.
    public var region: String
    /// Who signs.
    public var user: S3Identity
    /// The certificate authority to be trusted (PEM); `nil`: those of the system.
    public var caPath: String?

    /// Describes a server and a user.
    public init(endpoint: String, region: String, user: S3Identity, caPath: String? = nil) {
        self.endpoint = endpoint
        self.region = region
        self.user = user
        self.caPath = caPath
    }

    /// Sends a request.
    /// - Parameters:
    ///   - method: in capitals.
    ///   - path: from the bucket on, encoded; query names sorted, each with `=`, as curl signs them as they are.
    ///   - headers: further lines, `Name: value` each; without `x-amz-content-sha256` the body is not signed.
    ///   - body: what is sent; `nil`: nothing.
    public func request(
        _ method: String, _ path: String, headers: [String] = [], body: [UInt8]? = nil
    ) async throws -> CurlReply {
        var options = ["--path-as-is", "--aws-sigv4", "aws:amz:\(region):s3"]
        options += method == "HEAD" ? ["--head"] : ["-X", method]
        if let caPath { options += ["--cacert", caPath] }
        let isHashed = headers.contains { $0.lowercased().hasPrefix("x-amz-content-sha256:") }
        options += (headers + (isHashed ? [] : ["x-amz-content-sha256: UNSIGNED-PAYLOAD"])).flatMap { ["-H", $0] }
        let file = try ScratchDirectory("upload")
        if let body { options += ["-T", try file.write(body, to: "body")] }
        let user = "user = \"\(user.accessKeyID):\(user.secretAccessKey)\"\n"
        return try await Curl.run("\(endpoint)/\(path)", options, configuration: user)
    }

    /// Reads an object; `nil` if there is none.
    public func object(_ key: String, in bucket: String) async throws -> [UInt8]? {
        let reply = try await request("GET", "\(bucket)/\(percentEncodedPath(key))")
        switch reply.status {
        case 200: return reply.body
        case 404: return nil
        default: throw ServerError.failed(program: "curl", status: reply.exit, output: reply.text)
        }
    }
}
