import Failures
import FoundationEssentials
import HTTPTransport
import ModelStudio
import TestServers
import Testing

@Suite("an upload")
struct UploadTests {
    private static let file = InputFile(path: "/films/my film.mp4", byteCount: 5 << 20, contentType: "video/mp4")

    private static func policy(
        _ place: String = "data", host: String = "https://bucket.example", largest: String = "5",
        signature: String = "s3cret-signature"
    ) -> ScriptedHTTP.Answer {
        .reply(
            200,
            """
            {"request_id":"r","\(place)":{"policy":"s3cret-policy","signature":"\(signature)",
            "upload_dir":"dashscope-instant/abc/2026-01-01","upload_host":"\(host)","expire_in_seconds":300,
            "max_file_size_mb":\(largest),"capacity_limit_mb":"999999999","oss_access_key_id":"LTAI",
            "x_oss_object_acl":"private","x_oss_forbid_overwrite":"true"}}
            """)
    }

    private static func form(_ request: HTTPRequest) throws -> (body: FileBody, prefix: String) {
        guard case .file(let body) = request.body else { throw NoForm() }
        return (body, String(decoding: body.prefix, as: UTF8.self))
    }

    private struct NoForm: Error {}

    @Test("asks for a policy and posts the file last in its form", arguments: ["data", "output"])
    func form(place: String) async throws {
        let http = ScriptedHTTP([Self.policy(place), .reply(200, "")])
        let url = try await http.client(workspaceID: "ws-1").upload(Self.file, model: "wan2.2-animate-move/x")
        #expect(http.requests.count == 2)
        let asked = http.requests[0]
        #expect(asked.method == "GET")
        #expect(
            asked.url
                == "https://dashscope.example/api/v1/uploads?action=getPolicy&model=wan2.2-animate-move%2Fx")
        #expect(asked.headers["X-DashScope-WorkSpace"] == "ws-1")

        let posted = http.requests[1]
        #expect(posted.method == "POST" && posted.url == "https://bucket.example")
        #expect(posted.headers.fields.map(\.name) == ["Content-Type"])
        let type = try #require(posted.headers["Content-Type"])
        #expect(type.hasPrefix("multipart/form-data; boundary=keepreel-"))
        let boundary = try #require(type.split(separator: "=").last)
        let (body, prefix) = try Self.form(posted)
        #expect(body.path == Self.file.path && body.length == Self.file.byteCount)
        #expect(body.suffix == Array("\r\n--\(boundary)--\r\n".utf8))
        let key = try #require(url.hasPrefix("oss://") ? String(url.dropFirst(6)) : nil)
        #expect(key.hasPrefix("dashscope-instant/abc/2026-01-01/"))
        #expect(key.hasSuffix("-\(Self.file.fileName)"))
        let parts = prefix.components(separatedBy: "--\(boundary)\r\n").dropFirst()
        let fields = [
            ("OSSAccessKeyId", "LTAI"), ("Signature", "s3cret-signature"), ("policy", "s3cret-policy"),
            ("x-oss-object-acl", "private"), ("x-oss-forbid-overwrite", "true"), ("key", key),
            ("success_action_status", "200"), ("x-oss-content-type", "video/mp4"),
        ].map { "Content-Disposition: form-data; name=\"\($0)\"\r\n\r\n\($1)\r\n" }
        let last =
            "Content-Disposition: form-data; name=\"file\"; filename=\"\(Self.file.fileName)\"\r\n"
            + "Content-Type: video/mp4\r\n\r\n"
        #expect(Array(parts) == fields + [last])
    }

    @Test("has no bound of time")
    func time() async throws {
        let http = ScriptedHTTP([Self.policy(), .reply(200, "")])
        _ = try await http.client().upload(Self.file, model: "m")
        #expect(http.limits.map(\.time) == [.seconds(30), nil])
    }

    @Test(
        "is repeated under a new key when it may pass",
        arguments: [
            .fail(.broken), .fail(.timedOut), .fail(.notConnected), .reply(500, ""), .reply(503, "<Error/>"),
            .reply(409, ""), .reply(429, ""), .reply(408, ""),
        ] as [ScriptedHTTP.Answer])
    func repeated(answer: ScriptedHTTP.Answer) async throws {
        let http = ScriptedHTTP([Self.policy(), answer, answer, .reply(200, "")])
        let url = try await http.client().upload(Self.file, model: "m")
        let posts = Array(http.requests.dropFirst())
        #expect(posts.count == 3)
        #expect(Set(posts.compactMap { $0.headers["Content-Type"] }).count == 3)
        let last = try Self.form(try #require(posts.last)).prefix
        #expect(last.contains("name=\"key\"\r\n\r\n\(url.dropFirst(6))\r\n"))
        #expect(http.waits == [.milliseconds(250), .milliseconds(500)])
    }

    @Test("of an expired policy gets a new one, once")
    func expired() async throws {
        let refusal = ScriptedHTTP.Answer.reply(403, "<Error><Code>AccessDenied</Code></Error>")
        let http = ScriptedHTTP([Self.policy(), refusal, Self.policy(signature: "second"), .reply(200, "")])
        _ = try await http.client().upload(Self.file, model: "m")
        #expect(http.requests.map(\.method) == ["GET", "POST", "GET", "POST"])
        #expect(try Self.form(http.requests[3]).prefix.contains("\r\n\r\nsecond\r\n"))
        let again = ScriptedHTTP([Self.policy(), refusal, Self.policy(), refusal, .reply(200, "")])
        let failure = await #expect(throws: Failure.self) { try await again.client().upload(Self.file, model: "m") }
        #expect(failure?.code == "studio.upload-refused")
        #expect(failure?.disposition == .giveUp)
        #expect(again.requests.count == 4)
    }

    @Test("goes to an https host only, unless the service itself is spoken to without")
    func host() async throws {
        for host in ["http://127.0.0.1:1", "ftp://h", "bucket.example", "https://u:p@h", ""] {
            let http = ScriptedHTTP([Self.policy(host: host), .reply(200, "")])
            let failure = await #expect(throws: Failure.self) {
                try await http.client(retries: 0).upload(Self.file, model: "m")
            }
            #expect(failure?.code == (host.isEmpty ? "studio.bad-reply" : "studio.bad-upload-host"))
            #expect(http.requests.count == 1)
        }
        let local = ScriptedHTTP([Self.policy(host: "http://127.0.0.1:1"), .reply(200, "")])
        _ = try await local.client(endpoint: "http://127.0.0.1:2/api/v1").upload(Self.file, model: "m")
        #expect(local.requests.last?.url == "http://127.0.0.1:1")
    }

    @Test("larger than the policy allows is not begun", arguments: ["4", "\"4\"", "4.0"])
    func tooLarge(limit: String) async {
        let http = ScriptedHTTP([Self.policy(largest: limit), .reply(200, "")])
        let failure = await #expect(throws: Failure.self) { try await http.client().upload(Self.file, model: "m") }
        #expect(failure?.code == "studio.input-too-large")
        #expect(failure?.disposition == .giveUp)
        #expect(http.requests.count == 1)
    }

    @Test("may have any size where the policy names none", arguments: ["null", "\"\"", "99999999999999999999"])
    func unlimited(limit: String) async throws {
        let http = ScriptedHTTP([Self.policy(largest: limit), .reply(200, "")])
        _ = try await http.client().upload(Self.file, model: "m")
    }

    @Test("is bound to the file that was checked, and not to its length alone")
    func identity() async throws {
        let folder = try ScratchDirectory("uploads")
        let path = folder.file("a.bmp")
        try await InputFiles.writeImage(to: path)
        let file = try InputInspection.image(path: path)
        #expect(file.identity != nil && file.identity == FileChanges.identity(path))
        let http = ScriptedHTTP([Self.policy(), .reply(200, "")])
        _ = try await http.client().upload(file, model: "m")
        #expect(try Self.form(http.requests[1]).body.identity == file.identity)
        FileChanges.rewrite(path)
        #expect(try InputInspection.image(path: path).byteCount == file.byteCount)
        #expect(FileChanges.identity(path) != file.identity)
    }

    @Test("of a file that changed meanwhile is given up")
    func changed() async {
        let http = ScriptedHTTP([Self.policy(), .fail(.badRequest), .reply(200, "")])
        let failure = await #expect(throws: Failure.self) { try await http.client().upload(Self.file, model: "m") }
        #expect(failure?.code == "studio.input-changed")
        #expect(failure?.message.hasPrefix("\"my_film.mp4\" has changed since it was checked: ") == true)
        #expect(failure?.disposition == .giveUp)
        #expect(http.requests.count == 2)
    }

    @Test("takes no policy that could forge a field of the form")
    func forged() async {
        let http = ScriptedHTTP([Self.policy(signature: #"a\r\n--x"#)])
        let failure = await #expect(throws: Failure.self) {
            try await http.client(retries: 0).upload(Self.file, model: "m")
        }
        #expect(failure?.code == "studio.bad-reply")
    }

    @Test("never tells of the policy, whatever goes wrong", arguments: [400, 403, 404, 500])
    func secret(status: Int) async {
        let page = "<Error><Message>s3cret-policy</Message><StringToSign>s3cret-signature</StringToSign></Error>"
        let answer = ScriptedHTTP.Answer.reply(status, page, ["x-oss-ec": "0002-00000069", "x-oss-request-id": "o-1"])
        let http = ScriptedHTTP([Self.policy(), answer, Self.policy(), answer])
        let failure = await #expect(throws: Failure.self) {
            try await http.client(retries: 0).upload(Self.file, model: "m")
        }
        #expect(failure.map { "\($0) \($0.cause as Any)" }?.contains("s3cret") == false)
        #expect(failure?.message == "the upload host answered \(status) (EC 0002-00000069) (request o-1)")
    }
}
