import FoundationEssentials
import Manifest
import Media
import ObjectStorage
import Testing

@testable import Archiving

@Suite("What an upload is gone on with")
struct UploadResumptionTests {
    private static let size: Int64 = 12 << 20
    private static let md5 = "900150983cd24fb0d6963f7d28e17f72"

    private static func resumption(_ parts: [UploadedPartRecord]) throws -> UploadResumption {
        var record = UploadRecord(
            video: VideoKey(taskID: "t", index: 0), bucket: "videos", objectKey: "v.mp4", uploadID: "u",
            uploadToken: "token", size: size, partSize: 5 << 20, sourceETag: "\"e\"",
            begunAt: Date(timeIntervalSince1970: 0))
        record.checkpoint = [1]
        record.parts = parts
        let object = ObjectUpload(key: "v.mp4", contentType: "video/mp4")
        return try #require(try UploadResumption(record, bucket: .fixture(), object: object))
    }

    private static func part(_ etag: String, isConfirmed: Bool) -> UploadedPartRecord {
        UploadedPartRecord(number: 1, etag: etag, size: 5 << 20, crc64: 7, crc64nvme: 8, isConfirmed: isConfirmed)
    }

    /// How the storage lists a part, and whether it is that of the record.
    struct Listed: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var etag: String
        var size: Int64 = 5 << 20
        var crc64: UInt64?
        var nvme: UInt64?
        var isIt: Bool
    }

    private static let underWay = [
        Listed(testDescription: "the MD5 as ETag", etag: "\"\(md5)\"", isIt: true),
        Listed(testDescription: "the MD5 in capitals, as OSS has it", etag: "\"\(md5.uppercased())\"", isIt: true),
        Listed(testDescription: "another ETag", etag: "\"0\"", isIt: false),
        Listed(testDescription: "another ETag and the CRC-64", etag: "\"0\"", crc64: 7, isIt: true),
        Listed(testDescription: "another ETag and the CRC-64/NVME", etag: "\"0\"", nvme: 8, isIt: true),
        Listed(testDescription: "the MD5 and another CRC-64", etag: "\"\(md5)\"", crc64: 8, isIt: false),
        Listed(testDescription: "one checksum right and one wrong", etag: "\"0\"", crc64: 7, nvme: 7, isIt: false),
        Listed(testDescription: "another size", etag: "\"\(md5)\"", size: 5, crc64: 7, isIt: false),
    ]

    @Test("a part whose answer was never heard is known by its bytes alone", arguments: underWay)
    func adopted(listed: Listed) throws {
        let resumption = try Self.resumption([Self.part(Self.md5, isConfirmed: false)])
        let found = UploadedPart(
            number: 1, etag: listed.etag, size: listed.size, crc64: listed.crc64, crc64nvme: listed.nvme)
        let expected = listed.isIt ? [Self.part(listed.etag, isConfirmed: true)] : []
        #expect(resumption.confirmed(by: [found]) == expected)
    }

    @Test("nothing proves a part of which neither MD5 nor checksum is known", arguments: ["", "\"\""])
    func unproven(etag: String) throws {
        var part = Self.part("", isConfirmed: false)
        part.crc64nvme = nil
        let found = UploadedPart(number: 1, etag: etag, size: part.size, crc64: nil, crc64nvme: 8)
        #expect(try Self.resumption([part]).confirmed(by: [found]).isEmpty)
    }

    @Test("a confirmed part is the one with its ETag, with quotation marks or without")
    func confirmed() throws {
        let resumption = try Self.resumption([Self.part("\"a\"", isConfirmed: true)])
        for (etag, isIt) in [("\"a\"", true), ("a", true), ("\"b\"", false)] {
            let found = UploadedPart(number: 1, etag: etag, size: 5 << 20, crc64: 7)
            #expect(resumption.confirmed(by: [found]).count == (isIt ? 1 : 0))
        }
        #expect(resumption.confirmed(by: []).isEmpty)
    }

    @Test("where nothing is listed, only what was confirmed counts")
    func unlisted() throws {
        var second = Self.part(Self.md5, isConfirmed: false)
        second.number = 2
        let resumption = try Self.resumption([Self.part("\"a\"", isConfirmed: true), second])
        #expect(resumption.unlisted.map(\.number) == [1])
    }
}
