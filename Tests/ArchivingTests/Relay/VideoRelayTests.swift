import Failures
import HTTPTransport
import Media
import Testing

@testable import Archiving

@Suite("A relay from its first request to the verdict")
struct VideoRelayTests {
    @Test(
        "the first request asks for one part, with no field that would break the URL's signature",
        arguments: [(16 << 20, "bytes=0-16777215"), (1, "bytes=0-0"), (0, "bytes=0-0")] as [(Int64, String)])
    func opening(partSize: Int64, range: String) throws {
        var feed = try RelayFeed(file: [], partSize: partSize)
        let request = feed.relay.openingRequest()
        #expect(request.method == "GET")
        #expect(request.url == "https://r.example/v.mp4?Signature=s")
        #expect(request.headers == ["Range": range])
        #expect(request.body == nil)
    }

    @Test("a video of up to one part needs one answer")
    func onePart() async throws {
        var feed = try RelayFeed(file: RelayFeed.video())
        let upload = try await feed.answer(feed.head(0..<3000))()
        #expect(upload.wireLength == 3000)
        #expect(upload.request.method == "PUT")
        #expect(upload.request.url == "https://s3.example/videos/v.mp4")
        try feed.pass(1)
        try feed.pass(2998)
        try feed.pass(1)
        #expect(try feed.end().isComplete)
        #expect(feed.relay.crc64 == RelayFeed.crc64(feed.file))
        #expect(feed.relay.properties?.width == 1280)
        #expect(feed.relay.properties?.height == 720)
        #expect(feed.relay.properties?.duration == 5)
        #expect(feed.relay.properties?.isFastStart == true)
    }

    @Test("of a longer one the rest is asked for at once, if it is still the same file")
    func rest() async throws {
        var feed = try RelayFeed(file: RelayFeed.video(), partSize: 1000)
        let upload = try await feed.answer(feed.head(0..<1000))()
        #expect(upload.wireLength == 3000)
        try feed.pass(1000)
        let step = try feed.end()
        let request = try #require(step.request)
        #expect(request.method == "GET")
        #expect(request.url == "https://r.example/v.mp4?Signature=s")
        #expect(request.headers == ["Range": "bytes=1000-", "If-Match": RelayFeed.etag])
        #expect(step.delay == .zero)
        try feed.resume(feed.head(1000..<3000))
        try feed.pass(2000)
        #expect(try feed.end().isComplete)
    }

    @Test("a source without ranges sends one stream")
    func noRanges() async throws {
        var feed = try RelayFeed(file: RelayFeed.video(), partSize: 1000)
        let upload = try await feed.answer(HTTPResponseHead(status: 200, headers: ["Content-Length": "3000"]))()
        #expect(upload.wireLength == 3000)
        try feed.pass(3000)
        #expect(try feed.end().isComplete)
        #expect(feed.relay.whole?.etag == nil)
    }

    @Test("all bytes are the whole, however the connection ended after the last one")
    func brokenBehindTheEnd() throws {
        var feed = try RelayFeed(file: RelayFeed.video())
        try feed.answer(feed.head(0..<3000))
        try feed.pass(3000)
        #expect(try feed.end(.broken).isComplete)
    }

    @Test("progress knows the length as soon as the source named it")
    func progress() throws {
        var feed = try RelayFeed(file: RelayFeed.video())
        #expect(feed.progress.total == nil)
        try feed.answer(feed.head(0..<1))
        #expect(feed.progress.total == 3000)
    }

    @Test("bytes that do not match the promised checksum are refused")
    func wrongChecksum() throws {
        var feed = try RelayFeed(file: RelayFeed.video())
        try feed.answer(feed.head(0..<3000, crc64: 1))
        try feed.pass(3000)
        let failure = #expect(throws: Failure.self) { try feed.end() }
        #expect(failure?.code == "source.wrong-checksum")
        #expect(failure?.disposition == .refuseContent)
    }

    @Test("a promised MD5 is checked where no CRC-64 is promised", arguments: [false, true])
    func promisedMD5(isTrue: Bool) throws {
        var feed = try RelayFeed(file: RelayFeed.video())
        let promised = try #require(isTrue ? RelayFeed.base64MD5(feed.file) : "1B2M2Y8AsgTpgAmY7PhCfg==")
        try feed.answer(HTTPResponseHead(status: 200, headers: ["Content-Length": "3000", "Content-MD5": promised]))
        try feed.pass(3000)
        if isTrue {
            #expect(try feed.end().isComplete)
            #expect(feed.relay.wholeMD5 == RelayFeed.md5(feed.file))
            return
        }
        let failure = #expect(throws: Failure.self) { try feed.end() }
        #expect(failure?.code == "source.wrong-checksum")
        #expect(failure?.disposition == .refuseContent)
    }

    @Test("nothing is no video", arguments: [200, 206])
    func empty(status: Int) throws {
        var feed = try RelayFeed(file: [])
        let headers: HTTPHeaders = ["Content-Length": "0", "Content-Range": "bytes 0-0/0"]
        #expect(throws: (any Error).self) { try feed.answer(HTTPResponseHead(status: status, headers: headers)) }
    }

    @Test(
        "a page or an error document with 200 is refused by its first bytes",
        arguments: [
            ("<!DOCTYPE html>\n<html><body>Please sign in</body></html>", .htmlPage),
            ("<?xml version=\"1.0\"?><Error><Code>NoSuchKey</Code></Error>", .xmlDocument(code: "NoSuchKey")),
            ("{\"error\": \"no\", \"code\": 404, \"padding\": \"0123456789\"}", .jsonDocument),
            ("0123456789 0123456789 0123456789", .notMP4),
        ] as [(String, ContentDefect)])
    func wrongContent(text: String, defect: ContentDefect) throws {
        let page = Array(text.utf8)
        var feed = try RelayFeed(file: page)
        try feed.answer(HTTPResponseHead(status: 200, headers: ["Content-Length": String(page.count)]))
        #expect(throws: defect) {
            try feed.pass(page.count)
            _ = try feed.end()
        }
    }

    @Test("a video that lacks its end is refused, though the source says that this is all")
    func truncated() throws {
        var feed = try RelayFeed(file: Array(RelayFeed.video().prefix(2990)))
        try feed.answer(feed.head(0..<2990))
        try feed.pass(2990)
        #expect(throws: ContentDefect.truncated(missing: 10)) { try feed.end() }
    }

    @Test("more bytes than announced are refused before they push the held-back end of the upload out")
    func surplus() throws {
        var feed = try RelayFeed(file: RelayFeed.video())
        try feed.answer(feed.head(0..<3000))
        try feed.pass(2999)
        #expect(throws: ContentDefect.surplus(4)) { try feed.pass([0, 0, 0, 0, 0]) }
    }

    @Test("an answer that never came is told as such")
    func noAnswer() throws {
        var feed = try RelayFeed(file: [])
        let failure = #expect(throws: Failure.self) { try feed.end(.broken) }
        #expect(failure?.disposition == .retry())
    }

    @Test("the source's own checksums travel with the upload")
    func sourceChecksums() async throws {
        var feed = try RelayFeed(file: RelayFeed.video(), profile: "aws")
        var head = feed.head(0..<3000)
        head.headers["Content-MD5"] = "1B2M2Y8AsgTpgAmY7PhCfg=="
        let upload = try await feed.answer(head)()
        #expect(upload.request.headers["Content-MD5"] == "1B2M2Y8AsgTpgAmY7PhCfg==")
        #expect(upload.request.headers["x-amz-meta-crc64"] == String(RelayFeed.crc64(feed.file)))
        #expect(feed.relay.wholeMD5 == "d41d8cd98f00b204e9800998ecf8427e")
    }

    @Test(
        "the MD5 is computed where the bucket's ETag is one and the source does not name it",
        arguments: [("aws", true), ("generic", false)])
    func computedMD5(profile: String, isComputed: Bool) async throws {
        var feed = try RelayFeed(file: RelayFeed.video(), profile: profile)
        let upload = try await feed.answer(HTTPResponseHead(status: 200, headers: ["Content-Length": "3000"]))()
        #expect(upload.request.headers["Content-MD5"] == nil)
        #expect(upload.request.headers["x-amz-meta-crc64"] == nil)
        try feed.pass(3000)
        _ = try feed.end()
        #expect(feed.relay.wholeMD5 == (isComputed ? RelayFeed.md5(feed.file) : nil))
    }
}
