import Manifest
import ObjectStorage

/// What the bucket says of an archived object.
struct ObjectObservation: Sendable, Equatable {
    /// Bytes.
    var size: Int64
    /// CRC-64/XZ as the storage computed it.
    var serverCRC64: UInt64?
    /// CRC-64/XZ as the upload wrote it into the metadata.
    var metadataCRC64: UInt64?
    /// Without quotation marks.
    var etag: String?
    /// Whether keepreel stored it for this very video; `nil` where nobody asked.
    var isOurs: Bool?
}

extension ObjectObservation {
    init(_ object: StoredObject, of video: VideoRecord) {
        self.init(
            size: object.size, serverCRC64: object.checksums.crc64, metadataCRC64: object.crc64, etag: object.etag,
            isOurs: Self.isOurs(object, video))
    }

    init(_ entry: ObjectsPage.Entry) { self.init(size: entry.size, etag: entry.etag) }

    /// By the token of the upload the manifest knows of, or by the story every upload of keepreel's tells.
    private static func isOurs(_ object: StoredObject, _ video: VideoRecord) -> Bool {
        object.uploadToken != nil && object.uploadToken == video.uploadToken
            || object.tells(ofTask: video.key.taskID, index: video.key.index)
    }
}
