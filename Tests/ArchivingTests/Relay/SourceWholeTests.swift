import Failures
import HTTPTransport
import Testing

@testable import Archiving

@Suite("What the first answer says about the whole")
struct SourceWholeTests {
    @Test("206 from the first byte names the whole length and the source's checksums")
    func partial() throws {
        let head = HTTPResponseHead(
            status: 206,
            headers: [
                "Content-Range": "bytes 0-99/1234", "Content-Length": "100", "ETag": "\"ABC\"",
                "x-oss-hash-crc64ecma": "18446744073709551615", "Content-MD5": "1B2M2Y8AsgTpgAmY7PhCfg==",
            ])
        let whole = try SourceWhole(head)
        #expect(whole.length == 1234)
        #expect(whole.etag == "\"ABC\"")
        #expect(whole.crc64 == .max)
        #expect(whole.contentMD5 == "1B2M2Y8AsgTpgAmY7PhCfg==")
    }

    @Test("200 names it by Content-Length, and a source may name no checksum")
    func whole() throws {
        let whole = try SourceWhole(HTTPResponseHead(status: 200, headers: ["Content-Length": "77"]))
        #expect(whole.length == 77)
        #expect(whole.etag == nil)
        #expect(whole.crc64 == nil)
        #expect(whole.contentMD5 == nil)
    }

    @Test("a checksum that is no number counts as none", arguments: ["", "-1", "0x10", "18446744073709551616"])
    func unreadableChecksum(text: String) throws {
        let headers: HTTPHeaders = ["Content-Length": "1", "x-oss-hash-crc64ecma": text]
        #expect(try SourceWhole(HTTPResponseHead(status: 200, headers: headers)).crc64 == nil)
    }

    @Test(
        "a Content-MD5 that is none is not passed on, as every bucket would refuse it",
        arguments: ["", "d41d8cd98f00b204e9800998ecf8427e", "1B2M2Y8AsgTpgAmY7PhC", "not base64!"])
    func unreadableMD5(text: String) throws {
        let headers: HTTPHeaders = ["Content-Length": "1", "Content-MD5": text]
        #expect(try SourceWhole(HTTPResponseHead(status: 200, headers: headers)).contentMD5 == nil)
    }

    @Test("a weak ETag is none, as If-Match would never match it")
    func weakETag() throws {
        let headers: HTTPHeaders = ["Content-Length": "1", "ETag": "W/\"ABC\""]
        #expect(try SourceWhole(HTTPResponseHead(status: 200, headers: headers)).etag == nil)
    }

    @Test(
        "an answer that does not begin at the first byte, or has no length, is refused",
        arguments: [
            (206, ["Content-Range": "bytes 1-99/100"], "source.bad-range"),
            (206, ["Content-Range": "bytes 0-99/*"], "source.bad-range"),
            (206, ["Content-Length": "100"], "source.bad-range"),
            (204, [:], "source.bad-status"),
            (203, ["Content-Length": "100"], "source.bad-status"),
        ] as [(Int, [String: String], String)])
    func refused(status: Int, headers: [String: String], code: String) {
        let head = HTTPResponseHead(status: status, headers: HTTPHeaders(headers.map { ($0.key, $0.value) }))
        let failure = #expect(throws: Failure.self) { try SourceWhole(head) }
        #expect(failure?.code == code)
        #expect(failure?.disposition == .refuseContent)
    }

    @Test("a source may not say how long it is", arguments: [[:], ["Content-Length": "-1"]] as [[String: String]])
    func noLength(headers: [String: String]) throws {
        let head = HTTPResponseHead(status: 200, headers: HTTPHeaders(headers.map { ($0.key, $0.value) }))
        #expect(try SourceWhole(head).length == nil)
    }

    @Test("only 206 says that ranges are taken")
    func ranges() throws {
        let partial = HTTPResponseHead(status: 206, headers: ["Content-Range": "bytes 0-0/9"])
        #expect(try SourceWhole(partial).takesRanges)
        #expect(try !SourceWhole(HTTPResponseHead(status: 200, headers: ["Content-Length": "9"])).takesRanges)
    }

    @Test("what came is compared with what was promised")
    func checked() throws {
        var whole = SourceWhole(length: 1, etag: nil, crc64: 7)
        try whole.check(crc64: 7, md5: nil)
        #expect(throws: Failure.self) { try whole.check(crc64: 8, md5: nil) }
        whole.contentMD5 = "1B2M2Y8AsgTpgAmY7PhCfg=="
        try whole.check(crc64: 7, md5: "d41d8cd98f00b204e9800998ecf8427e")
        let failure = #expect(throws: Failure.self) {
            try whole.check(crc64: 7, md5: "d41d8cd98f00b204e9800998ecf8427f")
        }
        #expect(failure?.code == "source.wrong-checksum" && failure?.disposition == .refuseContent)
        #expect(!whole.needsMD5)
        whole.crc64 = nil
        #expect(whole.needsMD5)
    }
}
