import Failures
import HTTPTransport
import Testing

@testable import ObjectStorage

@Suite struct ListTests {
    private static func objects(_ keys: [String], next: String = "", encoding: String = "") -> String {
        let entries = keys.map {
            "<Contents><Key>\($0)</Key><LastModified>2009-10-12T17:50:30.000Z</LastModified><ETag>\"e\"</ETag>"
                + "<Size>434234</Size><StorageClass>STANDARD</StorageClass></Contents>"
        }.joined()
        let truncation = next.isEmpty ? "<IsTruncated>false</IsTruncated>" : "<IsTruncated>true</IsTruncated>\(next)"
        return "<?xml version=\"1.0\"?><ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
            + "<Name>videos</Name><Prefix>p</Prefix>\(encoding)\(truncation)\(entries)</ListBucketResult>"
    }

    @Test("version 2 goes on by the token, asks for encoded keys, and reads everything")
    func version2() async throws {
        let encoding = "<EncodingType>url</EncodingType>"
        let http = ScriptedHTTP([
            .reply(
                200,
                Self.objects(
                    ["a+b%2Bc", "%E8%A7%86"], next: "<NextContinuationToken>1/+=</NextContinuationToken>",
                    encoding: encoding)),
            .reply(200, Self.objects(["z"])),
        ])
        let bucket = try Bucket.fixture(endpoint: "https://s3.eu-west-1.amazonaws.com", http: http)
        let first = try await bucket.objects(prefix: "a b/", page: nil)
        #expect(first.objects.map(\.key) == ["a b+c", "视"])
        #expect(
            first.objects[0] == ObjectsPage.Entry(key: "a b+c", size: 434_234, etag: "e", modifiedAt: 1_255_369_830))
        #expect(first.next == "1/+=")
        let last = try await bucket.objects(prefix: "a b/", page: first.next)
        #expect(last.objects.map(\.key) == ["z"])
        #expect(last.next == nil)
        #expect(
            http.lines == [
                "GET /?encoding-type=url&list-type=2&max-keys=1000&prefix=a%20b%2F",
                "GET /?continuation-token=1%2F%2B%3D&encoding-type=url&list-type=2&max-keys=1000&prefix=a%20b%2F",
            ])
    }

    @Test("version 1 goes on after the last key, whether or not it is named")
    func version1() async throws {
        let http = ScriptedHTTP([
            .reply(200, Self.objects(["a", "b+c"], next: " ")),
            .reply(200, Self.objects(["d"], next: "<NextMarker>d</NextMarker>")), .reply(200, Self.objects([])),
        ])
        let bucket = try Bucket.fixture(http: http)
        let first = try await bucket.objects(prefix: "", page: nil)
        #expect(first.objects.map(\.key) == ["a", "b+c"])
        #expect(first.next == "b+c")
        let second = try await bucket.objects(prefix: "", page: first.next)
        #expect(second.next == "d")
        #expect(try await bucket.objects(prefix: "", page: second.next) == ObjectsPage(objects: [], next: nil))
        #expect(
            http.lines == [
                "GET /videos?max-keys=1000&prefix=", "GET /videos?marker=b%2Bc&max-keys=1000&prefix=",
                "GET /videos?marker=d&max-keys=1000&prefix=",
            ])
    }

    @Test("a server that does not encode keys is read as it writes", arguments: ["a+b", "50%25", "%zz", "a&amp;b"])
    func notEncoded(key: String) async throws {
        let http = ScriptedHTTP([.reply(200, Self.objects([key]))])
        let page = try await Bucket.fixture(endpoint: "https://s3.eu-west-1.amazonaws.com", http: http)
            .objects(prefix: "", page: nil)
        #expect(page.objects.map(\.key) == [key.replacing("&amp;", with: "&")])
    }

    @Test(
        "an encoding that is none stays",
        arguments: [("%zz", "%zz"), ("100%", "100%"), ("%4", "%4"), ("%41%", "A%"), ("%+1", "% 1")])
    func badEncoding(key: String, read: String) async throws {
        let body = Self.objects([key], encoding: "<EncodingType>url</EncodingType>")
        let page = try await Bucket.fixture(http: ScriptedHTTP([.reply(200, body)])).objects(prefix: "", page: nil)
        #expect(page.objects.map(\.key) == [read])
    }

    @Test("uploads are listed in both dialects, page by page", arguments: Dialect.allCases)
    func uploads(dialect: Dialect) async throws {
        let first =
            "<ListMultipartUploadsResult><EncodingType>url</EncodingType><NextKeyMarker>b%2Fc</NextKeyMarker>"
            + "<NextUploadIdMarker>u2</NextUploadIdMarker><IsTruncated>true</IsTruncated>"
            + "<Upload><Key>a</Key><UploadId>u1</UploadId><Initiated>2012-02-23T04:18:23.000Z</Initiated></Upload>"
            + "<Upload><Key>b%2Fc</Key><UploadId>u2</UploadId></Upload></ListMultipartUploadsResult>"
        let last = "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>"
        let http = ScriptedHTTP([.reply(200, first), .reply(200, last)])
        let bucket = dialect == .s3 ? try Bucket.fixture(http: http) : try Bucket.oss(http: http)
        let page = try await bucket.uploads(prefix: "p", page: nil)
        #expect(
            page.uploads == [
                UploadsPage.Entry(key: "a", id: "u1", begunAt: 1_329_970_703),
                UploadsPage.Entry(key: "b/c", id: "u2", begunAt: nil),
            ])
        #expect(try await bucket.uploads(prefix: "p", page: page.next) == UploadsPage(uploads: [], next: nil))
        #expect(http.requests[0].url.contains("max-uploads=1000&prefix=p&uploads="))
        #expect(http.requests[1].url.contains("key-marker=b%2Fc&"))
        #expect(http.requests[1].url.contains("upload-id-marker=u2&"))
    }

    @Test("OSS's S3 API lists no uploads, and that is said without asking")
    func noUploads() async throws {
        let http = ScriptedHTTP()
        let bucket = try Bucket.fixture(endpoint: "https://s3.oss-cn-hangzhou.aliyuncs.com", http: http)
        let failure = try await #require(throws: Failure.self) { try await bucket.uploads(prefix: "", page: nil) }
        #expect(failure.code == "storage.no-upload-lists")
        #expect(failure.remedy?.contains("oss://") == true)
        #expect(http.requests.isEmpty)
    }

    private static let upload = MultipartUpload(key: "a b", id: "u+1", token: nil)

    @Test("parts are collected from all pages, with what the storage knows of them")
    func parts() async throws {
        func page(_ parts: String, next: Int?) -> ScriptedHTTP.Answer {
            let truncation = next.map {
                "<IsTruncated>true</IsTruncated><NextPartNumberMarker>\($0)</NextPartNumberMarker>"
            }
            return .reply(200, "<ListPartsResult>\(truncation ?? "")\(parts)</ListPartsResult>")
        }
        let http = ScriptedHTTP([
            page(
                "<Part><PartNumber>1</PartNumber><ETag>&quot;e1&quot;</ETag><Size>5</Size>"
                    + "<HashCrc64ecma>18446744073709551615</HashCrc64ecma></Part>", next: 1),
            page(
                "<Part><PartNumber>7</PartNumber><ETag>e7</ETag><Size>9</Size>"
                    + "<ChecksumCRC64NVME>rosUhgp5mIg=</ChecksumCRC64NVME></Part>", next: nil),
        ])
        let parts = try await Bucket.fixture(http: http).parts(of: Self.upload)
        #expect(
            parts == [
                UploadedPart(number: 1, etag: "\"e1\"", size: 5, crc64: .max),
                UploadedPart(number: 7, etag: "e7", size: 9, crc64: nil, crc64nvme: 0xae8b_1486_0a79_9888),
            ])
        #expect(
            http.lines == [
                "GET /videos/a%20b?max-parts=1000&uploadId=u%2B1",
                "GET /videos/a%20b?max-parts=1000&part-number-marker=1&uploadId=u%2B1",
            ])
    }

    @Test("an upload that is not there has no parts, and that is no error")
    func noSuchUpload() async throws {
        let http = ScriptedHTTP([.refusal(404, "NoSuchUpload")])
        #expect(try await Bucket.fixture(http: http, retries: 3).parts(of: Self.upload) == nil)
        #expect(http.requests.count == 1)
    }

    @Test("lifecycle rules are read in the words of either")
    func lifecycle() async throws {
        let body = """
            <LifecycleConfiguration>
              <Rule><ID>a</ID><Prefix>tmp/</Prefix><Status>Enabled</Status><Expiration><Days>3</Days></Expiration></Rule>
              <Rule><ID>b</ID><Filter><Prefix>p</Prefix></Filter><Status>Disabled</Status>
                <AbortIncompleteMultipartUpload><DaysAfterInitiation>7</DaysAfterInitiation>\
            </AbortIncompleteMultipartUpload></Rule>
              <Rule><Filter><And><Prefix>q</Prefix><Tag><Key>k</Key></Tag></And></Filter><Status>Enabled</Status>
                <Expiration><Date>2030-01-01T00:00:00Z</Date></Expiration></Rule>
              <Rule><Filter/><Status>Enabled</Status><AbortMultipartUpload><Days>1</Days></AbortMultipartUpload>
                <Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration></Rule>
            </LifecycleConfiguration>
            """
        let rules = try await Bucket.fixture(http: ScriptedHTTP([.reply(200, body)])).lifecycle()
        #expect(
            rules == [
                LifecycleRule(
                    id: "a", prefix: "tmp/", isEnabled: true, isSelective: false, expiresObjects: true,
                    expirationDays: 3, abortDays: nil),
                LifecycleRule(
                    id: "b", prefix: "p", isEnabled: false, isSelective: false, expiresObjects: false,
                    expirationDays: nil, abortDays: 7),
                LifecycleRule(
                    id: nil, prefix: "q", isEnabled: true, isSelective: true, expiresObjects: true,
                    expirationDays: nil, abortDays: nil),
                LifecycleRule(
                    id: nil, prefix: "", isEnabled: true, isSelective: false, expiresObjects: false,
                    expirationDays: nil, abortDays: 1),
            ])
    }

    @Test("a bucket without rules has none", arguments: ["NoSuchLifecycleConfiguration", "NoSuchLifecycle"])
    func noLifecycle(code: String) async throws {
        #expect(try await Bucket.fixture(http: ScriptedHTTP([.refusal(404, code)])).lifecycle() == nil)
    }

    @Test(
        "the times of lists are read, others are none",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2009-10-12T17:50:30.000Z", 1_255_369_830),
            ("2012-02-23T04:18:23.123456Z", 1_329_970_703), ("2012-02-23 04:18:23", nil), ("", nil),
            ("2012-13-23T04:18:23Z", nil), ("2012-02-23T24:18:23Z", nil), ("2012-02-23T04:18:23", nil),
            ("99999999999999999999-01-01T00:00:00Z", nil), ("T", nil), ("-1-1-1T1:1:1Z", nil),
        ] as [(String, Int64?)])
    func times(text: String, seconds: Int64?) { #expect(ListedTime.unixSeconds(text) == seconds) }
}
