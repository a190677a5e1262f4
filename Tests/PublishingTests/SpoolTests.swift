import Digests
import Foundation
import TestServers
import Testing

@testable import Publishing

@Suite("Spool")
struct SpoolTests {
    @Test("bytes come back as they went in, with their checksum, and no file stays")
    func bytes() throws {
        let scratch = try ScratchDirectory("spool")
        let spool = try Spool(in: scratch.path)
        try spool.append(Array("one ".utf8))
        try spool.append([])
        try spool.append(Array("two".utf8))
        #expect(spool.size == 7)
        #expect(try spool.read(2..<6) == Array("e tw".utf8))
        var crc = CRC64(.xz)
        Array("one two".utf8).withUnsafeBytes { crc.update($0) }
        #expect(spool.crc64 == crc.value)
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).isEmpty)
    }

    @Test("lines come one by one, also those across two pieces", arguments: [0, 1, 3, 20_000])
    func lines(count: Int) throws {
        let scratch = try ScratchDirectory("spool")
        let spool = try Spool(in: scratch.path)
        let expected = (0..<count).map { "line \($0)" }
        try spool.append(Array(expected.map { $0 + "\n" }.joined().utf8))
        var lines = SpooledLines(of: spool)
        var found: [String] = []
        while let line = try lines.next() { found.append(line) }
        #expect(found == expected)
    }

    @Test(
        "the mark of published tasks is read as it was written, and nothing else is one",
        arguments: [
            ("1795000000123-42", true), ("1795000000123", false), ("-42", false), ("soon-42", false), ("", false),
        ])
    func mark(text: String, isOne: Bool) {
        let mark = TaskMark(text)
        #expect((mark != nil) == isOne)
        guard let mark else { return }
        #expect(mark.text == text)
        #expect(mark.changedSince(rule: "42") == mark.time - 600)
        #expect(mark.changedSince(rule: "43") == nil)
    }
}
