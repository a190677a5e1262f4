import Failures
import Manifest
import Media
import ObjectStorage

/// What of a recorded upload can be gone on with; pure.
struct UploadResumption {
    let record: UploadRecord
    let plan: PartPlan
    let upload: MultipartUpload

    /// `nil` where the record is not of the object that is to be stored now, or nothing could tell that the source still
    /// has the same content.
    init?(_ record: UploadRecord, bucket: Bucket, object: ObjectUpload) {
        guard record.bucket == bucket.location.bucket, record.objectKey == object.key,
            record.sourceETag != nil || record.sourceCRC64 != nil, record.checkpoint != nil, record.size > 0,
            let plan = try? PartPlan(
                size: record.size, partSize: record.partSize, rules: bucket.location.profile.parts),
            plan.partSize == record.partSize
        else { return nil }
        self.record = record
        self.plan = plan
        upload = MultipartUpload(record)
    }

    /// What the earlier attempt learnt of the source.
    var whole: SourceWhole {
        SourceWhole(length: record.size, etag: record.sourceETag, crc64: record.sourceCRC64)
    }

    /// The recorded parts that the storage lists just so. One whose answer was never heard is known by its MD5 or a
    /// checksum, and is confirmed by that.
    func confirmed(by listed: [UploadedPart]) -> [UploadedPartRecord] {
        let listed = Dictionary(listed.map { ($0.number, $0) }) { _, last in last }
        return record.parts.compactMap { part in
            guard (1...plan.count).contains(part.number), let found = listed[part.number] else { return nil }
            let range = plan.range(of: part.number)
            guard found.size == part.size, part.size == range.upperBound - range.lowerBound else { return nil }
            guard part.isConfirmed else { return Self.adopted(part, as: found) }
            return found.bareETag == part.bareETag ? part : nil
        }
    }

    /// The parts to go on with where the storage does not list any.
    var unlisted: [UploadedPartRecord] { record.parts.filter(\.isConfirmed) }

    /// The part with the ETag it was given, if the listed one has its bytes; no word of the storage contradicts that.
    private static func adopted(_ part: UploadedPartRecord, as found: UploadedPart) -> UploadedPartRecord? {
        let isSame = [
            found.crc64.map { $0 == part.crc64 },
            found.crc64nvme.flatMap { listed in part.crc64nvme.map { $0 == listed } },
        ].compactMap(\.self)
        guard !isSame.contains(false) else { return nil }
        let hasItsMD5 = !part.etag.isEmpty && found.bareETag.lowercased() == part.etag
        guard hasItsMD5 || !isSame.isEmpty else { return nil }
        return UploadedPartRecord(
            number: part.number, etag: found.etag, size: part.size, crc64: part.crc64, crc64nvme: part.crc64nvme)
    }

    /// The check of the content as it stood; `nil` where it has to see bytes that would not be fetched again.
    func check(having parts: [UploadedPartRecord]) -> WholeCheck? {
        guard let checkpoint = record.checkpoint.flatMap(ContentCheck.Checkpoint.init(encoded:)) else { return nil }
        let check = ContentCheck(checkpoint)
        let isMissed = parts.contains { plan.range(of: $0.number).contains(check.horizon) }
        return isMissed ? nil : WholeCheck(check)
    }
}

extension UploadedPart {
    fileprivate var bareETag: String { etag.filter { $0 != "\"" } }
}

extension UploadedPartRecord {
    fileprivate var bareETag: String { etag.filter { $0 != "\"" } }
}
