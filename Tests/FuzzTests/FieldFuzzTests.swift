import Failures
import Foundation
import SeededRandom
import Testing

@testable import Archiving
@testable import Credentials
@testable import HTTPTransport
@testable import ModelStudio
@testable import ObjectStorage
@testable import Settings
@testable import WireFormats

@Suite("Damaged fields")
struct FieldFuzzTests {
    private static func bytes(_ texts: [String]) -> [[UInt8]] { texts.map { Array($0.utf8) } }

    private static let dates = bytes([
        "Sun, 06 Nov 1994 08:49:37 GMT", "2025-09-18 15:32:00.105", "2009-10-12T17:50:30.000Z",
        "2026-11-20T12:00:00+08:00", "20250918T153200Z",
        "120", "1758267281", "https://h/a?Expires=1758267281&x=1",
        "https://h/a?x-oss-date=20250918T153200Z&x-oss-expires=3600",
        "https://h/a?X-Amz-Date=20250918T153200Z&X-Amz-Expires=604800",
    ])
    private static let dateWords = [
        "-", ":", "T", "Z", ".", " ", "GMT", "+08:00", "00", "31", "29", "02", "13", "24", "60", "0000", "9999",
        "10000", "-1", "Expires=", "x-oss-date=",
        "x-oss-expires=", "&", "%20", "\u{661}",
    ]

    @Test("with times are within the calendar, and what is read is what was written")
    func dates() {
        // Years 1 to 9999, and a day for what a month that is too short adds.
        let calendar = -62_135_683_200.0...253_402_387_200.0
        Fuzzing.run("dates", Mutator(samples: Self.dates, words: Self.dateWords)) { input, _ in
            let text = String(decoding: input, as: UTF8.self)
            let times = [
                StudioTime.parse(text)?.timeIntervalSince1970, HTTPDate.unixSeconds(text).map(Double.init),
                ListedTime.unixSeconds(text).map(Double.init), SignedURL.expiry(text)?.timeIntervalSince1970,
                ExpiryTime.date(text)?.timeIntervalSince1970,
            ]
            for time in times.compactMap({ $0 }) { try Fuzzing.expect(calendar.contains(time), "the time \(time)") }
            if let date = StudioTime.parse(text), date.timeIntervalSince1970 >= 0 {
                let digits = text.prefix(19).filter(\.isNumber)
                try Fuzzing.expect(
                    StudioTime.listParameter(date) == digits, "written as \(StudioTime.listParameter(date))")
            }
            let wait = RetryAfter.wait(["Retry-After": text, "Date": text], now: Date(timeIntervalSince1970: 0))
            try Fuzzing.expect(
                wait.map { $0 >= .zero && $0 <= .seconds(604_800) } ?? true, "a wait of \(String(describing: wait))")
        }
    }

    private static let urls = bytes([
        "https://dashscope-result-bj.oss-cn-beijing.aliyuncs.com/a/b.mp4?Expires=1758267281&OSSAccessKeyId=LTAI&Signature=a%2Bb%3D",
        "http://127.0.0.1:8080/a", "https://[::1]:443/x#y", "https://user:pw@h.example/a", "s3://bucket/prefix",
        "oss://bucket/a/b", "/relative", "../a",
        "//host/a", "https://a.b-c.example:8443/p/q/?z", "?q", "#f", "a/b",
    ])
    private static let urlWords = [
        "http://", "HTTPS://", "file://", "gopher://", "://", "//", "/", "\\", "@", ":", "#", "?", "[", "]",
        "[::ffff:127.0.0.1]", "%25", "%2f", "%00", "..", ".",
        "localhost", "127.1", "0x7f", "169.254.169.254", ":80", ":0", ":65536", ":+80", "\t", "\n", " ", "\u{3002}",
        "\u{2460}", "\u{FF0E}", "\u{AD}", "xn--",
        "user:pw@", ".aliyuncs.com", "\u{1B}", "\u{202E}",
    ]

    @Test("with URLs are read alike by libcurl and by us, or refused")
    func urls() {
        Fuzzing.run("urls", Mutator(samples: Self.urls, words: Self.urlWords)) { input, _ in
            let text = String(decoding: input, as: UTF8.self)
            if URLRule.objection(to: text) == nil {
                let ours = try #require(URLParts(text)).host
                let theirs = URLHost.host(of: text)
                // libcurl writes numbers as addresses in full; a host of letters is the same to both.
                let isNumeric = ours.utf8.allSatisfy { (0x30...0x39).contains($0) || "xabcdef.:".utf8.contains($0) }
                try Fuzzing.expect(
                    theirs == ours || isNumeric && theirs != nil, "we read \(ours), libcurl \(theirs ?? "nothing")")
            }
            for candidate in SourceURL.candidates(text) where candidate != text {
                try Fuzzing.expect(
                    URLParts(candidate)?.host == URLParts(text)?.host, "another host for \(text): \(candidate)")
            }
            let address = try Fuzzing.taken(saying: { $0.message(about: text) }) { () throws(ValueMistake) in
                try WebAddress(parsing: text)
            }
            if let address {
                try Fuzzing.expect(URLParts(address.text)?.host == address.host, "the host \(address.host)")
                try Fuzzing.expect(
                    URLRule.objection(to: address.text) == nil, "\(URLRule.objection(to: address.text) ?? "")")
                try Fuzzing.expect(
                    (try? WebAddress(parsing: address.text)) == address, "another address when read again")
            }
            if let url = try Fuzzing.taken({ () throws(Failure) in try InputURL.checked(text, what: "image") }) {
                try Fuzzing.expect(
                    url.utf8.allSatisfy { (0x21..<0x7F).contains($0) }, "an input URL that cannot be sent")
            }
            let location = try Fuzzing.taken(saying: { $0.message(about: text) }) { () throws(ValueMistake) in
                try StorageLocation(parsing: text)
            }
            if let prefix = location?.prefix {
                try Fuzzing.expect(!prefix.hasPrefix("/") && !prefix.hasSuffix("/"), "the prefix \(prefix)")
            }
        }
    }

    private static let heads = bytes([
        "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-99/5000\r\nETag: \"e\"\r\nx-oss-hash-crc64ecma: 1\r\nContent-MD5: 1B2M2Y8AsgTpgAmY7PhCfg==\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\nETag: W/\"e\"\r\nContent-Type: video/mp4\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 206 X\r\nContent-Range: bytes 100-199/5000\r\n\r\n",
        "HTTP/1.1 403 X\r\nx-oss-ec: 1\r\n\r\n",
    ])
    private static let headWords = [
        "HTTP/1.1 ", "200", "206", "1xx", "999", "\r\n", "\r", "\n", ":", "Content-Range: bytes ", "Content-Length: ",
        "-", "/", "*", "bytes ", "ETag: ",
        "x-oss-hash-crc64ecma: ", "Content-MD5: ", "9223372036854775807", "18446744073709551615", "+1", "-1", " ", "\t",
        ",", "Retry-After: ",
    ]

    @Test("of a reply's head make ranges and plans within the whole")
    func heads() {
        Fuzzing.run("heads", Mutator(samples: Self.heads, words: Self.headWords)) { input, generator in
            var parser = HeadParser()
            for line in input.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
                let step = (Array(line) + [UInt8(ascii: "\n")]).withUnsafeBytes { parser.consume($0) }
                guard case .head(let head) = step else { continue }
                for field in head.headers.fields {
                    try Fuzzing.expect(
                        !(field.name + field.value).utf8.contains(UInt8(ascii: "\n")), "a field of two lines")
                }
                try Self.plan(head, &generator)
            }
        }
    }

    private static func plan(_ head: HTTPResponseHead, _ generator: inout SeededGenerator) throws {
        if let range = ContentRange(head.headers["Content-Range"]) {
            try Fuzzing.expect(
                0 <= range.first && range.first <= range.last && range.last < range.total, "the range \(range)")
        }
        let partSize = Int64([1, 100, 5 << 20, 16 << 20, 5 << 30].randomElement(using: &generator) ?? 1)
        guard let whole = try Fuzzing.taken({ () throws(Failure) in try SourceWhole(head) }) else { return }
        try Fuzzing.expect(whole.length.map { $0 >= 0 } ?? true, "a negative length")
        let rules = PartRules.standard
        let route = try Fuzzing.taken { () throws(Failure) in
            try TransferRoute(whole, partSize: partSize, isWhole: false, rules: rules)
        }
        guard case .parts(let plan) = route else { return }
        try Fuzzing.expect((1...Int(rules.count)).contains(plan.count), "\(plan.count) parts")
        let last = plan.range(of: plan.count)
        try Fuzzing.expect(last.upperBound == plan.size && !last.isEmpty, "the last part is \(last) of \(plan.size)")
        try Fuzzing.expect(plan.range(of: 1).lowerBound == 0, "the first part begins elsewhere")
    }
}
