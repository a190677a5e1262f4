import Testing

@testable import Diagnosis

@Suite("what is archived against what is there")
struct ObjectVerdictTests {
    struct Case: Sendable {
        var what: String
        var object: ObjectObservation? = ObjectObservation(size: 100)
        var content: ContentObservation?
        var kind: VideoProblem.Kind?
    }

    private static let recorded = ObjectVerdict(size: 100, crc64: 7, etag: "AbC")

    private static func object(
        size: Int64 = 100, server: UInt64? = nil, noted: UInt64? = nil, etag: String? = nil
    ) -> ObjectObservation {
        ObjectObservation(size: size, serverCRC64: server, metadataCRC64: noted, etag: etag)
    }

    private static let cases = [
        Case(what: "no object", object: nil, kind: .missing),
        Case(what: "the size alone", kind: nil),
        Case(what: "another size", object: object(size: 99), kind: .wrongSize),
        Case(
            what: "another size, whatever else fits", object: object(size: 99, server: 7, etag: "abc"),
            kind: .wrongSize),
        Case(what: "the storage's CRC", object: object(server: 7), kind: nil),
        Case(what: "another CRC of the storage", object: object(server: 8), kind: .wrongBytes),
        Case(
            what: "the storage's CRC before everything that is only noted",
            object: object(server: 7, noted: 8, etag: "x"),
            kind: nil),
        Case(what: "the noted CRC", object: object(noted: 7), kind: nil),
        Case(what: "another noted CRC", object: object(noted: 8, etag: "abc"), kind: .changed),
        Case(what: "the ETag, in capitals or not", object: object(etag: "aBc"), kind: nil),
        Case(what: "another ETag", object: object(noted: 7, etag: "abd"), kind: .changed),
        Case(
            what: "the bytes themselves before any ETag", object: object(etag: "abd"),
            content: ContentObservation(size: 100, crc64: 7), kind: nil),
        Case(
            what: "other bytes, whatever the storage says", object: object(server: 7, etag: "abc"),
            content: ContentObservation(size: 100, crc64: 8), kind: .wrongBytes),
        Case(
            what: "fewer bytes", object: object(), content: ContentObservation(size: 99, crc64: 7), kind: .wrongSize),
    ]

    @Test("each observation has its meaning", arguments: cases)
    func kinds(expected: Case) {
        let finding = Self.recorded.finding(expected.object, content: expected.content)
        #expect(finding?.kind == expected.kind, "\(expected.what)")
    }

    @Test("what was not recorded is not compared")
    func unrecorded() {
        let verdict = ObjectVerdict(size: nil, crc64: nil, etag: nil)
        #expect(verdict.finding(Self.object(server: 8, noted: 9, etag: "x"), content: nil) == nil)
        #expect(verdict.finding(Self.object(), content: ContentObservation(size: 1, crc64: 1)) == nil)
        #expect(verdict.finding(nil, content: nil)?.kind == .missing)
    }

    @Test("kinds have names for scripts, all different")
    func names() {
        let names = VideoProblem.Kind.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.contains("link-forced-download"))
    }
}
