import Failures
import FoundationEssentials
import Testing

@testable import Manifest

@Suite("Multipart uploads in the manifest")
struct UploadTests {
    let fixture: ManifestFixture
    let manifest: Manifest
    let key = VideoKey("t")

    init() throws {
        fixture = try ManifestFixture()
        manifest = try fixture.open()
        try manifest.addSucceeded("t")
        try manifest.beginArchiving(key, bucket: "b", objectKey: "k.mp4", uploadToken: "token", at: time())
    }

    private func upload(_ id: String = "u-1") -> UploadRecord {
        UploadRecord(
            video: key, bucket: "b", objectKey: "k.mp4", uploadID: id, uploadToken: "token", size: 40 << 20,
            partSize: 16 << 20, sourceETag: "\"e\"", sourceCRC64: .max, begunAt: time(1))
    }

    @Test("an upload comes back with its parts and the checkpoint of the last, also after a kill")
    func kept() throws {
        var begun = try manifest.beginUpload(upload())
        let parts = [
            UploadedPartRecord(number: 2, etag: "\"two\"", size: 16 << 20, crc64: .max, crc64nvme: 1 << 63),
            UploadedPartRecord(number: 1, etag: "\"one\"", size: 16 << 20, crc64: 1),
        ]
        for (part, checkpoint) in zip(parts, [[1, 2], [3] as [UInt8]]) {
            try manifest.addPart(part, to: begun.number, checkpoint: checkpoint)
        }
        begun.parts = parts.reversed()
        begun.checkpoint = [3]
        #expect(try manifest.openUpload(of: key) == begun)
        let next = try Manifest.open(path: fixture.pathAfterKill())
        #expect(try next.openUpload(of: key) == begun)
    }

    @Test("an upload that is about to be begun is to be aborted until its id is known, also after a kill")
    func intended() throws {
        let earlier = try manifest.intendUpload(upload(""))
        let intent = try manifest.intendUpload(upload(""))
        #expect(try manifest.openUpload(of: key) == nil)
        let next = try Manifest.open(path: fixture.pathAfterKill())
        #expect(try next.abandonedUploads(in: "b", limit: 9) == [earlier, intent])
        let begun = try manifest.beginUpload(upload(), insteadOf: intent.number)
        #expect(try manifest.uploads(in: "b", limit: 9) == [earlier, begun])
        let second = try manifest.intendUpload(upload(""))
        _ = try manifest.beginUpload(upload("u-2"))
        #expect(try manifest.abandonedUploads(limit: 9).map(\.number).contains(second.number))
    }

    @Test("a part that is sent again replaces the one before")
    func partAgain() throws {
        let begun = try manifest.beginUpload(upload())
        for etag in ["\"first\"", "\"second\""] {
            try manifest.addPart(
                UploadedPartRecord(number: 1, etag: etag, size: 1, crc64: 1), to: begun.number, checkpoint: nil)
        }
        #expect(try manifest.openUpload(of: key)?.parts.map(\.etag) == ["\"second\""])
    }

    @Test("a part that is under way is kept as such until it is confirmed, also after a kill")
    func underWay() throws {
        let begun = try manifest.beginUpload(upload())
        var part = UploadedPartRecord(number: 1, etag: "abc", size: 1, crc64: 1, crc64nvme: 2, isConfirmed: false)
        try manifest.addPart(part, to: begun.number, checkpoint: [1])
        let next = try Manifest.open(path: fixture.pathAfterKill())
        #expect(try next.openUpload(of: key)?.parts == [part])
        part.isConfirmed = true
        try manifest.addPart(part, to: begun.number, checkpoint: [2])
        #expect(try manifest.openUpload(of: key)?.parts == [part])
        try manifest.forgetPart(1, of: begun.number)
        #expect(try manifest.openUpload(of: key)?.parts == [])
    }

    @Test("a video that is put off keeps its upload")
    func postponed() throws {
        let begun = try manifest.beginUpload(upload())
        try manifest.postpone(key, error: RecordedError(code: "c", message: "m"), at: time(2))
        #expect(try manifest.openUpload(of: key) == begun)
        #expect(try manifest.abandonedUploads(limit: 9).isEmpty)
    }

    @Test("once the video is archived nothing of its upload is left")
    func finished() throws {
        let begun = try manifest.beginUpload(upload())
        try manifest.addPart(
            UploadedPartRecord(number: 1, etag: "e", size: 1, crc64: 1), to: begun.number, checkpoint: nil)
        try manifest.finishArchiving(key, ArchivedFacts(size: 1, crc64: 1, url: "https://b/k"), at: time(3))
        #expect(try manifest.openUpload(of: key) == nil)
        #expect(try manifest.uploads(in: "b", limit: 9).isEmpty)
        #expect(try manifest.read { try UploadedPartRecord.fetchAll($0, of: begun.number) }.isEmpty)
    }

    @Test("the upload of a lost video, one given up and one that was replaced are to be aborted until forgotten")
    func abandoned() throws {
        let first = try manifest.beginUpload(upload("u-1"))
        let second = try manifest.beginUpload(upload("u-2"))
        #expect(try manifest.openUpload(of: key)?.uploadID == "u-2")
        try manifest.abandonUpload(second.number)
        #expect(try manifest.openUpload(of: key) == nil)
        let third = try manifest.beginUpload(upload("u-3"))
        try manifest.lose(key, reason: RecordedError(code: "c", message: "m"), at: time(4))
        let abandoned = try manifest.abandonedUploads(limit: 9)
        #expect(abandoned.map(\.uploadID) == ["u-1", "u-2", "u-3"] && abandoned.allSatisfy(\.isAbandoned))
        #expect(try manifest.abandonedUploads(after: first.number, limit: 1).map(\.uploadID) == ["u-2"])
        #expect(try manifest.abandonedUploads(in: "b", limit: 9) == abandoned)
        #expect(try manifest.abandonedUploads(in: "other", limit: 9).isEmpty)
        for upload in [first, second, third] { try manifest.forgetUpload(upload.number) }
        #expect(try manifest.abandonedUploads(limit: 9).isEmpty)
    }

    @Test("uploads are listed by bucket, page by page")
    func listed() throws {
        let first = try manifest.beginUpload(upload("u-1"))
        _ = try manifest.beginUpload(upload("u-2"))
        #expect(try manifest.uploads(in: "b", limit: 1).map(\.uploadID) == ["u-1"])
        #expect(try manifest.uploads(in: "b", after: first.number, limit: 9).map(\.uploadID) == ["u-2"])
        #expect(try manifest.uploads(in: "other", limit: 9).isEmpty)
    }
}
