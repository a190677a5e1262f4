import Failures
import HTTPTransport
import Testing

@testable import ObjectStorage

/// Replies that are not what a storage sends: each is told clearly, none does harm, none is asked for again for ever.
@Suite struct HostileReplyTests {
    private static let bomb = """
        <?xml version="1.0"?>
        <!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa">\
        \((1...12).map { "<!ENTITY a\($0) \"\(String(repeating: "&a\($0 == 1 ? "" : String($0 - 1));", count: 10))\">" }.joined())]>
        <ListBucketResult><Contents><Key>&a12;</Key></Contents></ListBucketResult>
        """

    private static let bodies = [
        "", " ", "<", "<html><body>Please sign in</body></html>", "{\"objects\": []}", "<ListBucketResult>",
        "<ListBucketResult><Contents><Key>k", "<Error><Code>InternalError</Code></Error>", "<Other/>", bomb,
        "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><ListBucketResult/>",
        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><ListBucketResult>&e;</ListBucketResult>",
        "<ListBucketResult><Contents><Key>k</Key></Contents></ListBucketResult>",
        "<ListBucketResult><Contents><Key>k</Key><Size>-1</Size></Contents></ListBucketResult>",
        "<ListBucketResult><Contents><Key>k</Key><Size>99999999999999999999</Size></Contents></ListBucketResult>",
        "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>",
        "<ListBucketResult><IsTruncated>true</IsTruncated><NextMarker>m</NextMarker></ListBucketResult>",
        String(repeating: "<a>", count: 100_000),
        "\u{FEFF}<ListBucketResult", "<ListBucketResult>\u{1}</ListBucketResult>",
    ]

    @Test("a list that is none is told as a bad reply", arguments: bodies)
    func lists(body: String) async throws {
        let bucket = try Bucket.fixture(http: ScriptedHTTP([.reply(200, body)]))
        let failure = try await #require(throws: Failure.self) { try await bucket.objects(prefix: "", page: "m") }
        #expect(failure.code == "storage.bad-reply")
        #expect(failure.message.contains("s3://videos"))
        #expect(failure.remedy != nil)
        #expect(failure.description.count < 500)
        #expect(!failure.description.contains("passwd"))
    }

    @Test(
        "so are lists of uploads and of parts, and rules",
        arguments: [
            "", "<html/>", "<ListBucketResult/>", "<ListMultipartUploadsResult><Upload/></ListMultipartUploadsResult>",
            "<ListMultipartUploadsResult><IsTruncated>true</IsTruncated></ListMultipartUploadsResult>",
            "<ListPartsResult><Part/></ListPartsResult>",
            "<ListPartsResult><IsTruncated>true</IsTruncated></ListPartsResult>",
            "<ListPartsResult><Part><PartNumber>0</PartNumber><ETag>e</ETag><Size>1</Size></Part></ListPartsResult>",
            "<ListPartsResult><Part><PartNumber>10001</PartNumber><ETag>e</ETag><Size>1</Size></Part></ListPartsResult>",
            bomb,
        ])
    func otherLists(body: String) async throws {
        let bucket = try Bucket.fixture(http: ScriptedHTTP(Array(repeating: .reply(200, body), count: 3)))
        func code(_ ask: () async throws -> Void) async throws -> String {
            try await #require(throws: Failure.self) { try await ask() }.code
        }
        #expect(try await code { _ = try await bucket.uploads(prefix: "", page: nil) } == "storage.bad-reply")
        let upload = MultipartUpload(key: "k", id: "u", token: nil)
        #expect(try await code { _ = try await bucket.parts(of: upload) } == "storage.bad-reply")
        #expect(try await code { _ = try await bucket.lifecycle() } == "storage.bad-reply")
    }

    @Test("a list that gives its own marker back ends")
    func endless() async throws {
        let body =
            "<ListPartsResult><IsTruncated>true</IsTruncated><NextPartNumberMarker>5</NextPartNumberMarker>"
            + "</ListPartsResult>"
        let http = ScriptedHTTP(Array(repeating: .reply(200, body), count: 50))
        let bucket = try Bucket.fixture(http: http)
        await #expect(throws: Failure.self) {
            _ = try await bucket.parts(of: MultipartUpload(key: "k", id: "u", token: nil))
        }
        #expect(http.requests.count == 2)
    }

    @Test("an upload with more parts than there can be is none")
    func tooManyParts() async throws {
        func page(_ number: Int) -> ScriptedHTTP.Answer {
            let part = "<Part><PartNumber>1</PartNumber><ETag>e</ETag><Size>1</Size></Part>"
            return .reply(
                200,
                "<ListPartsResult><IsTruncated>true</IsTruncated><NextPartNumberMarker>\(number)"
                    + "</NextPartNumberMarker>\(String(repeating: part, count: 4000))</ListPartsResult>")
        }
        let http = ScriptedHTTP((1...9).map(page))
        let bucket = try Bucket.fixture(http: http)
        let failure = try await #require(throws: Failure.self) {
            try await bucket.parts(of: MultipartUpload(key: "k", id: "u", token: nil))
        }
        #expect(failure.code == "storage.bad-reply")
        #expect(http.requests.count == 3)
    }

    @Test("an endless error page is cut off by the bound of the exchange")
    func bounds() async throws {
        let http = ScriptedHTTP([.reply(204), .reply(200, "<ListBucketResult/>")])
        let bucket = try Bucket.fixture(http: http)
        try await bucket.delete("k")
        _ = try await bucket.objects(prefix: "", page: nil)
        #expect(http.limits.map(\.responseBytes) == [1 << 20, 4 << 20])
    }

    @Test("any namespace, and none, will do")
    func namespaces() async throws {
        for attribute in ["", " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"", " xmlns=\"urn:somebody\""] {
            let body =
                "<ListBucketResult\(attribute)><Contents><Key>k</Key><Size>1</Size></Contents></ListBucketResult>"
            let page = try await Bucket.fixture(http: ScriptedHTTP([.reply(200, body)])).objects(prefix: "", page: nil)
            #expect(page.objects.map(\.key) == ["k"])
        }
    }

    @Test("an error page says its status, and nothing of its text", arguments: [bomb, "<html>secret</html>", "secret"])
    func errorPages(body: String) async throws {
        let bucket = try Bucket.fixture(http: ScriptedHTTP([.reply(502, body)]))
        let failure = try await #require(throws: Failure.self) { try await bucket.delete("k") }
        #expect(failure.code == "storage.transient")
        #expect(failure.message.hasSuffix("s3://videos/k: HTTP 502"))
    }
}
