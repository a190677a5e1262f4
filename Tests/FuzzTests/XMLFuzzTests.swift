import Failures
import HTTPTransport
import SeededRandom
import Testing

@testable import ObjectStorage
@testable import XMLReading

@Suite("Damaged XML replies")
struct XMLFuzzTests {
    private static let samples = [
        """
        <?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">\
        <Name>b</Name><IsTruncated>true</IsTruncated><EncodingType>url</EncodingType><NextContinuationToken>t</NextContinuationToken>\
        <NextMarker>a%2Fb</NextMarker><Contents><Key>a%2Fb+c</Key><LastModified>2009-10-12T17:50:30.000Z</LastModified>\
        <ETag>&quot;e&quot;</ETag><Size>5</Size></Contents></ListBucketResult>
        """,
        """
        <ListMultipartUploadsResult><IsTruncated>true</IsTruncated><NextKeyMarker>k</NextKeyMarker><NextUploadIdMarker>u\
        </NextUploadIdMarker><Upload><Key>k</Key><UploadId>u</UploadId><Initiated>2010-11-10T20:48:33.000Z</Initiated></Upload>\
        </ListMultipartUploadsResult>
        """,
        """
        <ListPartsResult><IsTruncated>true</IsTruncated><NextPartNumberMarker>2</NextPartNumberMarker><Part><PartNumber>2\
        </PartNumber><ETag>"e"</ETag><Size>5242880</Size><HashCrc64ecma>1</HashCrc64ecma><ChecksumCRC64NVME>AAAAAAAAAAA=\
        </ChecksumCRC64NVME></Part></ListPartsResult>
        """,
        """
        <Error><Code>AccessDenied</Code><Message>no</Message><Region>eu-west-1</Region><Endpoint>b.s3.eu-west-1.amazonaws.com\
        </Endpoint><RequestId>r</RequestId><EC>0003-1</EC></Error>
        """,
        """
        <LifecycleConfiguration><Rule><ID>x</ID><Filter><And><Prefix>p</Prefix><Tag/></And></Filter><Status>Enabled</Status>\
        <Expiration><Days>1</Days></Expiration><AbortIncompleteMultipartUpload><DaysAfterInitiation>7</DaysAfterInitiation>\
        </AbortIncompleteMultipartUpload></Rule></LifecycleConfiguration>
        """,
        "<CompleteMultipartUploadResult><ETag>\"e-2\"</ETag><ChecksumCRC64NVME>AA==</ChecksumCRC64NVME></CompleteMultipartUploadResult>",
    ].map { Array($0.utf8) }

    private static let words = [
        "<a>", "</a>", "<a/>", "<![CDATA[", "]]>", "<!--", "-->", "<?x ?>", "<!DOCTYPE a [<!ENTITY x \"y\">]>", "&x;",
        "&#x1b;", "&#27;",
        "&#x202e;", "&amp;", "&lt;", "&quot;", "%1B", "%00", "%", "+", "xmlns:a=\"b\"",
        "<IsTruncated>true</IsTruncated>", "<Key>", "</Key>",
        "<Size>-1</Size>", "<Contents>", "<Part>", "<Upload>", "\u{202E}", "\u{9B}", "\u{FEFF}", "encoding=\"UTF-16\"",
        "UTF-7",
    ]

    private static let target = StorageTarget(dialect: .s3, bucket: "b", action: .listObjects)

    @Test("are read within their own size, and their lists go on or end")
    func replies() {
        Fuzzing.run("xml", Mutator(samples: Self.samples, words: Self.words)) { input, generator in
            let status = [200, 301, 400, 403, 404, 500][Int.random(in: 0..<6, using: &generator)]
            let error = StorageErrorReply(HTTPResponse(head: HTTPResponseHead(status: status), body: input))
            try Fuzzing.expectOneLine(error.summary, "the summary of a refusal")
            try Fuzzing.expect(
                error.region?.utf8.allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "@") }
                    ?? true,
                "the region \(error.region ?? "")")
            let root: XMLElement
            do throws(XMLDefect) { root = try XMLElement(parsing: input) } catch { return }
            // Attributes and markup are left out, and no entity makes a text longer than its name.
            let read = Self.measure(root)
            try Fuzzing.expect(read.bytes <= input.count, "\(read.bytes) bytes out of \(input.count)")
            try Fuzzing.expect(read.depth <= 256, "\(read.depth) levels")
            try Self.pages(root)
        }
    }

    private static func measure(_ element: XMLElement) -> (bytes: Int, depth: Int) {
        element.children.reduce((element.name.utf8.count + element.text.utf8.count, 1)) { sum, child in
            let inner = measure(child)
            return (sum.0 + inner.bytes, max(sum.1, inner.depth + 1))
        }
    }

    private static func pages(_ root: XMLElement) throws {
        if let page = try Fuzzing.taken({ () throws(Failure) in try ObjectsPage(root, version: 2, after: "t", target) })
        {
            try Fuzzing.expect(page.next != "t" && page.next != "", "an endless list")
            try Fuzzing.expect(page.objects.allSatisfy { $0.size >= 0 }, "an object of negative size")
        }
        if let page = try Fuzzing.taken({ () throws(Failure) in try ObjectsPage(root, version: 1, after: "a/b", target)
        }) {
            try Fuzzing.expect(page.next != "a/b" && page.next != "", "an endless list of version 1")
        }
        let marker = UploadsPage.Marker(key: "k", uploadID: "u")
        if let page = try Fuzzing.taken({ () throws(Failure) in try UploadsPage(root, after: marker, target) }) {
            try Fuzzing.expect(page.next != marker, "an endless list of uploads")
            try Fuzzing.expect(page.uploads.allSatisfy { !$0.id.isEmpty }, "an upload without id")
        }
        if let page = try Fuzzing.taken({ () throws(Failure) in try PartsPage(root, after: 1, target) }) {
            try Fuzzing.expect(page.next.map { $0 > 1 } ?? true, "an endless list of parts")
            try Fuzzing.expect(
                page.parts.allSatisfy { $0.size >= 0 && (1...10_000).contains($0.number) }, "an impossible part")
        }
        for rule in root.all("Rule") { _ = LifecycleRule(rule) }
    }
}
