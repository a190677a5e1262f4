import TestServers

/// A request that the official signer is to sign by query.
struct UnsignedRequest: Encodable {
    var method: String
    var url: String
    var bucket: String
    var key: String
    var headers: [String: String] = [:]
    var region: String
    var accessKeyID: String
    var secretAccessKey: String
    var securityToken: String?
    var expires = 600
    var additional: [String] = []

    /// A request of the administrator's.
    /// - Parameters:
    ///   - query: what stands behind the `?`, encoded.
    ///   - headers: header fields the signature covers; the client has to send them.
    ///   - base: the bucket's address; `nil`: the usual one.
    init(
        _ method: String, _ key: String, query: String = "", headers: [String: String] = [:], of bucket: String,
        on server: OSSServer, base: String? = nil
    ) {
        self.method = method
        self.bucket = bucket
        self.key = key
        self.headers = headers
        url = "\(base ?? server.url(of: bucket))/\(percentEncodedPath(key))" + (query.isEmpty ? "" : "?\(query)")
        region = server.region
        accessKeyID = server.administrator.accessKeyID
        secretAccessKey = server.administrator.secretAccessKey
    }

    /// Signs this request and lets curl send it.
    func send(_ options: [String] = [], body: [UInt8]? = nil) async throws -> CurlReply {
        let signed = try await OfficialSigner.shared.sign(self)
        let scratch = try ScratchDirectory("send")
        let fields = headers.flatMap { ["-H", "\($0.key): \($0.value)"] }
        let upload = try body.map { ["-T", try scratch.write($0, to: "body")] } ?? []
        let verb = method == "HEAD" ? ["--head"] : ["-X", method]
        return try await Curl.run(signed, ["--path-as-is"] + verb + fields + upload + options)
    }
}
