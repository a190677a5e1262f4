import Failures
import HTTPTransport
import Media
import ObjectStorage
import Testing

@testable import Archiving

@Suite("A relay from its first request to the verdict")
struct VideoRelayTests {
    @Test(
        "the first request asks for one part, with no field that would break the URL's signature",
        arguments: [(16 << 20, "bytes=0-16777215"), (1, "bytes=0-0"), (0, "bytes=0-0")] as [(Int64, String)])
    func opening(partSize: Int64, range: String) async throws {
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
        let upload = try await feed.answer(feed.head(0..<3000))
        #expect(upload.wireLength == 3000)
        #expect(upload.request.method == "PUT")
        #expect(upload.request.url == "https://s3.example/v.mp4")
        try feed.pass(1)
        try feed.pass(2998)
        try feed.pass(1)
        #expect(try feed.end().isComplete)
        #expect(feed.relay.digests.crc64 == RelayFeed.crc64(feed.file))
        #expect(feed.relay.properties?.width == 1280)
        #expect(feed.relay.properties?.height == 720)
        #expect(feed.relay.properties?.duration == 5)
        #expect(feed.relay.properties?.isFastStart == true)
    }

    @Test("of a longer one the answer is the first part, and more of it is asked for where it is short")
    func firstPart() async throws {
        var feed = try RelayFeed(file: RelayFeed.video(), partSize: 1000)
        let upload = try await feed.answer(feed.head(0..<1000))
        #expect(upload.wireLength == 1000)
        #expect(upload.request.headers["parts"] == "3 of 1000")
        #expect(feed.relay.route == .parts(try PartPlan(size: 3000, partSize: 1000, rules: .small)))
        try feed.pass(600)
        let request = try #require(try feed.end().request)
        #expect(!feed.hasEnded.isSet)
        #expect(request.url == "https://r.example/v.mp4?Signature=s")
        #expect(request.headers == ["Range": "bytes=600-999", "If-Match": RelayFeed.etag])
        try feed.resume(feed.head(600..<1000))
        try feed.pass(400)
        #expect(try feed.end().isComplete)
        #expect(feed.hasEnded.isSet)
        #expect(feed.relay.properties == nil)
        #expect(feed.relay.digests.crc64 == RelayFeed.crc64(Array(feed.file[..<1000])))
    }

    @Test("a URL that dies soon is asked for everything at once")
    func urgent() async throws {
        var feed = try RelayFeed(file: RelayFeed.video(), partSize: 1000, isUrgent: true)
        #expect(feed.relay.openingRequest().headers == ["Range": "bytes=0-"])
        let upload = try await feed.answer(feed.head(0..<3000))
        #expect(upload.wireLength == 3000)
        #expect(upload.request.headers["parts"] == "none")
        try feed.pass(3000)
        #expect(try feed.end().isComplete)
    }

    @Test(
        "a source without ranges or without a length goes another way, unless one part holds it",
        arguments: [(["Content-Length": "3000"], 1000), ([:], 1 << 20)] as [([String: String], Int64)])
    func noRanges(headers: [String: String], partSize: Int64) async throws {
        var feed = try RelayFeed(file: RelayFeed.video(), partSize: partSize)
        let head = HTTPResponseHead(status: 200, headers: HTTPHeaders(headers.map { ($0.key, $0.value) }))
        await #expect(throws: VideoRelay.NeedsBuffer.self) { try await feed.answer(head) }
        #expect(feed.relay.route == .buffered)
    }

    @Test("all bytes are the whole, however the connection ended after the last one")
    func brokenBehindTheEnd() async throws {
        var feed = try RelayFeed(file: RelayFeed.video())
        try await feed.answer(feed.head(0..<3000))
        try feed.pass(3000)
        #expect(try feed.end(.broken).isComplete)
    }

    @Test("progress knows the length as soon as the source named it")
    func progress() async throws {
        var feed = try RelayFeed(file: RelayFeed.video())
        #expect(feed.progress.total == nil)
        try await feed.answer(feed.head(0..<1))
        #expect(feed.progress.total == 3000)
    }

    @Test("bytes that do not match the promised checksum are refused")
    func wrongChecksum() async throws {
        var feed = try RelayFeed(file: RelayFeed.video())
        try await feed.answer(feed.head(0..<3000, crc64: 1))
        try feed.pass(3000)
        let failure = #expect(throws: Failure.self) { try feed.end() }
        #expect(failure?.code == "source.wrong-checksum")
        #expect(failure?.disposition == .refuseContent)
    }

    @Test("a promised MD5 is checked where no CRC-64 is promised", arguments: [false, true])
    func promisedMD5(isTrue: Bool) async throws {
        var feed = try RelayFeed(file: RelayFeed.video())
        let promised = try #require(isTrue ? RelayFeed.base64MD5(feed.file) : "1B2M2Y8AsgTpgAmY7PhCfg==")
        try await feed.answer(
            HTTPResponseHead(status: 200, headers: ["Content-Length": "3000", "Content-MD5": promised]))
        try feed.pass(3000)
        if isTrue {
            #expect(try feed.end().isComplete)
            #expect(feed.check.wholeMD5 == RelayFeed.md5(feed.file))
            return
        }
        let failure = #expect(throws: Failure.self) { try feed.end() }
        #expect(failure?.code == "source.wrong-checksum")
        #expect(failure?.disposition == .refuseContent)
    }

    @Test("nothing is no video", arguments: [200, 206])
    func empty(status: Int) async throws {
        var feed = try RelayFeed(file: [])
        let headers: HTTPHeaders = ["Content-Length": "0", "Content-Range": "bytes 0-0/0"]
        await #expect(throws: (any Error).self) {
            try await feed.answer(HTTPResponseHead(status: status, headers: headers))
        }
    }

    @Test(
        "a page or an error document with 200 is refused by its first bytes",
        arguments: [
            ("<!DOCTYPE html>\n<html><body>Please sign in</body></html>", .htmlPage),
            ("<?xml version=\"1.0\"?><Error><Code>NoSuchKey</Code></Error>", .xmlDocument(code: "NoSuchKey")),
            ("{\"error\": \"no\", \"code\": 404, \"padding\": \"0123456789\"}", .jsonDocument),
            ("0123456789 0123456789 0123456789", .notMP4),
        ] as [(String, ContentDefect)])
    func wrongContent(text: String, defect: ContentDefect) async throws {
        let page = Array(text.utf8)
        var feed = try RelayFeed(file: page)
        try await feed.answer(HTTPResponseHead(status: 200, headers: ["Content-Length": String(page.count)]))
        #expect(throws: defect) {
            try feed.pass(page.count)
            _ = try feed.end()
        }
    }

    @Test("a video that lacks its end is refused, though the source says that this is all")
    func truncated() async throws {
        var feed = try RelayFeed(file: Array(RelayFeed.video().prefix(2990)))
        try await feed.answer(feed.head(0..<2990))
        try feed.pass(2990)
        #expect(throws: ContentDefect.truncated(missing: 10)) { try feed.end() }
    }

    @Test("more bytes than announced are refused before they push the held-back end of the upload out")
    func surplus() async throws {
        var feed = try RelayFeed(file: RelayFeed.video())
        try await feed.answer(feed.head(0..<3000))
        try feed.pass(2999)
        #expect(throws: ContentDefect.surplus(4)) { try feed.pass([0, 0, 0, 0, 0]) }
    }

    @Test("an answer that never came is told as such")
    func noAnswer() async throws {
        var feed = try RelayFeed(file: [])
        let failure = #expect(throws: Failure.self) { try feed.end(.broken) }
        #expect(failure?.disposition == .retry())
    }

    @Test("the source's own checksums travel with the upload")
    func sourceChecksums() async throws {
        var feed = try RelayFeed(file: RelayFeed.video())
        var head = feed.head(0..<3000)
        head.headers["Content-MD5"] = "1B2M2Y8AsgTpgAmY7PhCfg=="
        let upload = try await feed.answer(head)
        #expect(upload.request.headers["Content-MD5"] == "1B2M2Y8AsgTpgAmY7PhCfg==")
        #expect(upload.request.headers["crc64"] == String(RelayFeed.crc64(feed.file)))
    }

    @Test("the MD5 of the whole is computed only where the source promises nothing else", arguments: [false, true])
    func computedMD5(hasCRC: Bool) async throws {
        var feed = try RelayFeed(file: RelayFeed.video())
        var headers: HTTPHeaders = ["Content-Length": "3000", "Content-MD5": RelayFeed.base64MD5(feed.file)]
        if hasCRC { headers["x-oss-hash-crc64ecma"] = String(RelayFeed.crc64(feed.file)) }
        try await feed.answer(HTTPResponseHead(status: 200, headers: headers))
        try feed.pass(3000)
        #expect(try feed.end().isComplete)
        #expect(feed.check.wholeMD5 == (hasCRC ? nil : RelayFeed.md5(feed.file)))
    }
}
