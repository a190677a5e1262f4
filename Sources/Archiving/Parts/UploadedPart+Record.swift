import Manifest
import ObjectStorage

extension UploadedPart {
    /// As the manifest keeps it.
    init(_ record: UploadedPartRecord) {
        self.init(
            number: record.number, etag: record.etag, size: record.size, crc64: record.crc64,
            crc64nvme: record.crc64nvme)
    }
}

extension MultipartUpload {
    /// As the manifest keeps it.
    init(_ record: UploadRecord) {
        self.init(key: record.objectKey, id: record.uploadID, token: record.uploadToken)
    }
}
