import Manifest
import ObjectStorage

/// What a list of the bucket says of one key.
enum Listing: Sendable, Equatable {
    /// The bucket holds it.
    case object(ObjectsPage.Entry)
    /// It is not where it should be in the list. Some servers list in another order, so that proves nothing yet.
    case absent
    /// Nobody looked.
    case unasked

    /// The object, if it is the one that was archived: of the same size, and with the ETag it had when it was proven. What
    /// the list leaves open, the object itself is asked for.
    func object(of video: VideoRecord) -> ObjectsPage.Entry? {
        guard case .object(let entry) = self, entry.size == video.size,
            let etag = video.etag?.lowercased(), etag == entry.etag?.lowercased()
        else { return nil }
        return entry
    }
}
