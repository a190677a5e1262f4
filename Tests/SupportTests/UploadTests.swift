import Digests
import FoundationEssentials
import Simulation
import TestServers
import Testing

@Suite("Uploading inputs to the simulator", .timeLimit(.minutes(5)))
struct UploadTests {
    /// A change to the fields of a correct form, and the answer it brings.
    struct Mistake: Sendable, CustomTestStringConvertible {
        var field: String
        var value: String?
        var status: Int
        var code: String

        var testDescription: String { "\(field) = \(value ?? "nothing")" }
    }

    @Test("a policy is a flat reply with all the form needs")
    func policy() async throws {
        let simulator = try await ModelStudioSimulator.start()
        let policy = try await Studio(simulator: simulator).policy()
        #expect(policy.upload_host == simulator.baseURL)
        #expect(policy.x_oss_object_acl == "private")
        #expect(policy.x_oss_forbid_overwrite == "true")
        #expect((policy.expire_in_seconds, policy.max_file_size_mb) == (300, 1024))
        let document = try #require(Data(base64Encoded: policy.policy))
        #expect(String(decoding: document, as: UTF8.self).contains(policy.upload_dir))
        #expect(simulator.log.requests(to: .uploadPolicy).map(\.status) == [200])
        await simulator.stop()
    }

    @Test("a policy needs its action, a model and the key", arguments: ["", "action=getPolicy", "model=m"])
    func policyRefusals(query: String) async throws {
        let simulator = try await ModelStudioSimulator.start()
        #expect(try await Studio(simulator: simulator).get("/uploads?\(query)").status == 400)
        let url = simulator.apiURL + "/uploads?action=getPolicy&model=m"
        #expect(try await Curl.get(url).status == 401)
        await simulator.stop()
    }

    @Test("an uploaded file is kept with its hash, and a second one of its key is refused")
    func upload() async throws {
        let simulator = try await ModelStudioSimulator.start()
        let studio = Studio(simulator: simulator)
        let scratch = try ScratchDirectory()
        let bytes: [UInt8] = Array("--a\r\n\r\nimage".utf8)
        let path = try scratch.write(bytes, to: "a.png")
        let fields = try await studio.policy().fields(key: "a.png")
        let first = try await studio.upload(path, fields: fields)
        #expect(first.status == 200)
        #expect(first.body.isEmpty)
        let file = try #require(simulator.uploads.first)
        #expect(file.key == fields["key"])
        #expect((file.model, file.fileName, file.contentType) == ("wan2.2-animate-move", "a.png", "image/png"))
        #expect((file.byteCount, file.bytes) == (Int64(bytes.count), bytes))
        #expect(file.sha256 == hex(SHA256.hash(bytes)))
        let second = try await studio.upload(path, fields: fields)
        #expect(second.status == 409)
        #expect(second.text.contains("<Code>FileAlreadyExists</Code>"))
        #expect(simulator.uploads.count == 1)
        await simulator.stop()
    }

    @Test(
        "a form that does not fit its policy is refused",
        arguments: [
            Mistake(field: "key", value: "elsewhere/a.png", status: 403, code: "AccessDenied"),
            Mistake(field: "key", value: nil, status: 403, code: "AccessDenied"),
            Mistake(field: "Signature", value: "AAAA", status: 403, code: "SignatureDoesNotMatch"),
            Mistake(field: "Signature", value: nil, status: 403, code: "AccessDenied"),
            Mistake(field: "policy", value: "e30=", status: 403, code: "SignatureDoesNotMatch"),
            Mistake(field: "OSSAccessKeyId", value: "other", status: 403, code: "InvalidAccessKeyId"),
            Mistake(field: "x-oss-object-acl", value: "public-read", status: 403, code: "AccessDenied"),
            Mistake(field: "x-oss-forbid-overwrite", value: nil, status: 403, code: "AccessDenied"),
        ])
    func mistakes(mistake: Mistake) async throws {
        let simulator = try await ModelStudioSimulator.start()
        let studio = Studio(simulator: simulator)
        let scratch = try ScratchDirectory()
        var fields = try await studio.policy().fields(key: "a.png")
        fields[mistake.field] = mistake.value
        let reply = try await studio.upload(try scratch.write([1], to: "a.png"), fields: fields)
        #expect(reply.status == mistake.status)
        #expect(reply.text.contains("<Code>\(mistake.code)</Code>"))
        #expect(simulator.uploads.isEmpty)
        await simulator.stop()
    }

    @Test("a policy ends by the simulator's clock")
    func expiry() async throws {
        let simulator = try await ModelStudioSimulator.start()
        let studio = Studio(simulator: simulator)
        let scratch = try ScratchDirectory()
        let fields = try await studio.policy().fields(key: "a.png")
        simulator.advanceClock(by: 301)
        let reply = try await studio.upload(try scratch.write([1], to: "a.png"), fields: fields)
        #expect(reply.status == 403)
        #expect(reply.text.contains("<Message>Invalid according to Policy: Policy expired.</Message>"))
        await simulator.stop()
    }

    @Test("a file above the limit, fields after the file, no file, the API's key and a body of no length are refused")
    func formErrors() async throws {
        var options = SimulatorOptions()
        options.uploadLimitMegabytes = 1
        let simulator = try await ModelStudioSimulator.start(options)
        let studio = Studio(simulator: simulator)
        let scratch = try ScratchDirectory()
        let fields = try await studio.policy().fields(key: "a.png")
        let small = try scratch.write([1], to: "a.png")
        let large = try scratch.write([UInt8](repeating: 1, count: 1 << 20 + 1), to: "b.png")
        let replies = [
            try await studio.upload(large, fields: fields),
            try await studio.upload(small, fields: fields, "--form-string", "late=1"),
            try await studio.upload(small, fields: fields, "-H", "Authorization: Bearer key"),
            try await studio.upload(small, fields: fields, "-H", "Transfer-Encoding: chunked"),
            try await Curl.get(simulator.baseURL, "--form-string", "key=a"),
            try await Curl.get(simulator.baseURL, "-d", "no form"),
        ]
        let codes = [
            "EntityTooLarge", "InvalidArgument", "AccessDenied", "MissingContentLength",
            "IncorrectNumberOfFilesInPOSTRequest", "MalformedPOSTRequest",
        ]
        for (reply, code) in zip(replies, codes) { #expect(reply.text.contains("<Code>\(code)</Code>")) }
        #expect(simulator.uploads.isEmpty)
        await simulator.stop()
    }

    @Test("faults leave an upload undone or lose its answer")
    func faults() async throws {
        let simulator = try await ModelStudioSimulator.start()
        let studio = Studio(simulator: simulator)
        let scratch = try ScratchDirectory()
        let path = try scratch.write([UInt8](repeating: 7, count: 300_000), to: "a.png")
        let fields = try await studio.policy().fields(key: "a.png")
        simulator.inject(.status(503, code: "ServiceUnavailable"), into: .upload)
        simulator.inject(.noReply, into: .upload)
        simulator.inject(.lostReply, into: .upload)
        let busy = try await studio.upload(path, fields: fields)
        #expect(busy.status == 503)
        #expect(busy.text.contains("<Code>ServiceUnavailable</Code>"))
        #expect(try await studio.upload(path, fields: fields).exit == 52)
        #expect(simulator.uploads.isEmpty)
        #expect(try await studio.upload(path, fields: fields).exit == 52)
        #expect(simulator.uploads.map(\.byteCount) == [300_000])
        #expect(simulator.log.requests(to: .upload).count == 3)
        await simulator.stop()
    }

}
