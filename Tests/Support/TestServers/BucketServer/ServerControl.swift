import FoundationEssentials

/// The control port of a bucket server: what was asked of it, what shall go wrong, and what it holds.
public struct ServerControl: Sendable {
    /// Where it listens, for tests that are no Swift.
    public let url: String

    /// The requests so far.
    public func report() async throws -> ServerReport { try await read("requests") }

    /// The requests so far whose key has the text in it.
    /// - Parameter text: letters, digits, hyphens and points.
    public func report(onKeysWith text: String) async throws -> ServerReport { try await read("requests/\(text)") }

    /// Empties the log of requests.
    public func clearRequests() async throws { try await send("DELETE", "requests") }

    /// Lets something go wrong. Faults are tried in the order in which they were added.
    public func add(_ faults: ServerFault...) async throws {
        for fault in faults { try await send("POST", "faults", [UInt8](JSONEncoder().encode(fault))) }
    }

    /// How many faults wait for their requests.
    /// - Parameter text: part of their expressions for keys.
    public func pendingFaults(onKeysWith text: String = "") async throws -> Int {
        struct Pending: Decodable { var key: String? }
        return try await (read("faults") as [Pending]).count { text.isEmpty || $0.key?.contains(text) ?? false }
    }

    /// Forgets all faults to come.
    public func clearFaults() async throws { try await send("DELETE", "faults") }

    /// Forgets those to come whose expression for keys has the text in it.
    /// - Parameter text: letters, digits, hyphens and points.
    public func clearFaults(onKeysWith text: String) async throws { try await send("DELETE", "faults/\(text)") }

    /// Changes settings.
    public func change(_ settings: ServerSettings) async throws {
        try await send("PATCH", "settings", [UInt8](JSONEncoder().encode(settings)))
    }

    /// All objects of a bucket, in no order.
    public func objects(in bucket: String) async throws -> [ServedObject] { try await read("objects/\(bucket)") }

    /// One object; `nil` if there is none.
    public func object(_ key: String, in bucket: String) async throws -> ServedObject? {
        try await objects(in: bucket).first { $0.key == key }
    }

    /// All unfinished uploads of a bucket, by key.
    public func uploads(in bucket: String) async throws -> [ServedUpload] { try await read("uploads/\(bucket)") }

    /// The bytes of an object; `nil` if there is none.
    public func content(of key: String, in bucket: String) async throws -> [UInt8]? {
        let reply = try await Curl.run(contentURL(key, bucket), ["--path-as-is"])
        return reply.status == 200 && reply.exit == 0 ? reply.body : nil
    }

    /// Puts an object that is nobody's: without metadata, type and ACL.
    public func put(_ bytes: [UInt8], as key: String, in bucket: String) async throws {
        try await send("PUT", contentPath(key, bucket), bytes)
    }

    /// Removes an object, whoever's it is.
    public func remove(_ key: String, in bucket: String) async throws {
        try await send("DELETE", contentPath(key, bucket))
    }

    private func contentPath(_ key: String, _ bucket: String) -> String {
        "content/\(bucket)/\(percentEncodedPath(key))"
    }

    private func contentURL(_ key: String, _ bucket: String) -> String { "\(url)/\(contentPath(key, bucket))" }

    private func read<Value: Decodable>(_ path: String) async throws -> Value {
        let reply = try await Curl.get("\(url)/\(path)")
        guard reply.status == 200 else {
            throw ServerError.failed(program: "curl", status: reply.exit, output: reply.text)
        }
        return try JSONDecoder().decode(Value.self, from: Data(reply.body))
    }

    private func send(_ method: String, _ path: String, _ body: [UInt8]? = nil) async throws {
        let scratch = try ScratchDirectory("control")
        let upload = try body.map { ["-T", try scratch.write($0, to: "body")] } ?? []
        let reply = try await Curl.run("\(url)/\(path)", ["--path-as-is", "-X", method, "-H", "Expect:"] + upload)
        guard reply.status == 204 else {
            throw ServerError.failed(program: "curl", status: reply.exit, output: reply.text)
        }
    }
}
