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
            (200, [:], "source.no-length"),
            (200, ["Content-Length": "-1"], "source.no-length"),
            (204, [:], "source.bad-status"),
            (203, ["Content-Length": "100"], "source.bad-status"),
        ] as [(Int, [String: String], String)])
    func refused(status: Int, headers: [String: String], code: String) {
        let head = HTTPResponseHead(status: status, headers: HTTPHeaders(headers.map { ($0.key, $0.value) }))
        let failure = #expect(throws: Failure.self) { try SourceWhole(head) }
        #expect(failure?.code == code)
        #expect(failure?.disposition == .refuseContent)
    }

    @Test("5 GiB is the largest a single PUT takes; more is given up")
    func size() throws {
        func head(_ length: Int64) -> HTTPResponseHead {
            HTTPResponseHead(status: 206, headers: ["Content-Range": "bytes 0-0/\(length)"])
        }
        #expect(try SourceWhole(head(5 << 30)).length == 5 << 30)
        let failure = #expect(throws: Failure.self) { try SourceWhole(head((5 << 30) + 1)) }
        #expect(failure?.code == "source.too-large")
        #expect(failure?.disposition == .giveUp)
    }
}
