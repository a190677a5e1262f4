import Manifest
import Media

extension ArchivedFacts {
    /// With what the bytes said about themselves, as far as they were seen.
    init(
        size: Int64, crc64: UInt64, etag: String?, contentType: String?, properties: MediaProperties?, url: String
    ) {
        self.init(
            size: size, crc64: crc64, etag: etag, contentType: contentType, width: properties?.width,
            height: properties?.height, duration: properties?.duration, isFastStart: properties?.isFastStart, url: url)
    }
}
