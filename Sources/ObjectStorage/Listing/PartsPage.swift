import Failures
import XMLReading

/// A page of the parts of an upload.
struct PartsPage {
    var parts: [UploadedPart] = []
    /// The number after which the next page begins; `nil` on the last one.
    var next: Int?

    /// Reads `ListPartsResult` (Amazon S3 API Reference, "ListParts"; Alibaba Cloud OSS, "ListParts", whose parts have a
    /// `HashCrc64ecma`).
    ///
    /// - Parameter marker: the number the page begins after.
    init(_ list: XMLElement, after marker: Int, _ target: StorageTarget) throws(Failure) {
        for entry in list.all("Part") {
            guard let number = entry["PartNumber"].flatMap({ Int($0) }), (1...10_000).contains(number),
                let etag = entry["ETag"], let size = entry["Size"].flatMap({ Int64($0) }), size >= 0
            else { throw StorageFailure.badReply("a part without number, ETag or size", of: target) }
            let nvme = entry["ChecksumCRC64NVME"].flatMap { hexOfBase64($0) }.flatMap { UInt64($0, radix: 16) }
            parts.append(
                UploadedPart(
                    number: number, etag: etag, size: size, crc64: entry["HashCrc64ecma"].flatMap { UInt64($0) },
                    crc64nvme: nvme))
        }
        guard list["IsTruncated"] == "true" else { return }
        let next = list["NextPartNumberMarker"].flatMap { Int($0) } ?? parts.last?.number
        guard let next, next > marker else { throw StorageFailure.badReply("a list that does not go on", of: target) }
        self.next = next
    }
}
