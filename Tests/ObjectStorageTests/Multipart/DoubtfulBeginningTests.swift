import Failures
import HTTPTransport
import Testing

@testable import ObjectStorage

@Suite("Multipart uploads whose beginning is in doubt")
struct DoubtfulBeginningTests {
    private static let begun = ScriptedHTTP.Answer.reply(
        200, "<InitiateMultipartUploadResult><UploadId>new</UploadId></InitiateMultipartUploadResult>")

    private static func listed(_ uploads: [(key: String, id: String)]) -> ScriptedHTTP.Answer {
        let entries = uploads.map { "<Upload><Key>\($0.key)</Key><UploadId>\($0.id)</UploadId></Upload>" }
        return .reply(
            200,
            "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>\(entries.joined())"
                + "</ListMultipartUploadsResult>")
    }

    /// Methods of the requests, and the ids of those that give an upload up.
    private static func story(_ http: ScriptedHTTP) -> [String] {
        http.lines.map { line in
            let method = String(line.prefix { $0 != " " })
            return method == "DELETE" ? "\(method) \(line.split(separator: "uploadId=").last ?? "")" : method
        }
    }

    @Test(
        "once an answer was lost, the others under that very key are given up",
        arguments: [.fail(.broken), .reply(200), .reply(200, "<html>Welcome</html>")] as [ScriptedHTTP.Answer])
    func lost(first: ScriptedHTTP.Answer) async throws {
        let http = ScriptedHTTP([
            first, Self.begun, Self.listed([("a b.mp4", "old"), ("a b.mp4", "new"), ("a b.mp4.part", "other")]),
            .reply(204),
        ])
        let upload = try await Bucket.fixture(http: http, retries: 1).beginMultipart(.video("a b.mp4"))
        #expect(upload.id == "new")
        #expect(Self.story(http) == ["POST", "POST", "GET", "DELETE old"])
    }

    @Test("and also where none could be begun at all")
    func never() async throws {
        let http = ScriptedHTTP([.fail(.broken), Self.listed([("a b.mp4", "old")]), .reply(204)])
        let bucket = try Bucket.fixture(http: http, retries: 0)
        let failure = await #expect(throws: Failure.self) { try await bucket.beginMultipart(.video("a b.mp4")) }
        #expect(failure?.code == "storage.connection")
        #expect(Self.story(http) == ["POST", "GET", "DELETE old"])
    }

    @Test(
        "a refusal leaves no doubt, and a list that cannot be had changes nothing",
        arguments: [
            ([.refusal(503, "SlowDown"), begun], ["POST", "POST"]),
            ([.fail(.notConnected), begun], ["POST", "POST"]),
            ([.fail(.broken), begun, .refusal(403, "AccessDenied")], ["POST", "POST", "GET"]),
        ] as [([ScriptedHTTP.Answer], [String])])
    func certain(answers: [ScriptedHTTP.Answer], story: [String]) async throws {
        let http = ScriptedHTTP(answers)
        #expect(try await Bucket.fixture(http: http, retries: 1).beginMultipart(.video("a b.mp4")).id == "new")
        #expect(Self.story(http) == story)
    }

    @Test(
        "an object is taken for ours unless a checksum the storage names is another",
        arguments: [
            ([:], true), (["x-oss-hash-crc64ecma": "7"], true), (["x-oss-hash-crc64ecma": "8"], false),
            (["x-amz-checksum-crc64nvme": "AAAAAAAAAAk="], true), (["x-amz-checksum-crc64nvme": "AAAAAAAAAAo="], false),
        ] as [(HTTPHeaders, Bool)])
    func checksums(headers: HTTPHeaders, isOurs: Bool) {
        #expect(ServerChecksums(headers).allow(crc64: 7, nvme: 9) == isOurs)
    }
}
