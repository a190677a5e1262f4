import Failures
import HTTPTransport
import Manifest
import Media
import ObjectStorage

/// One attempt at one video, as far as it is known before the source has answered.
struct Attempt: Sendable {
    var video: VideoRecord
    /// Names keepreel's own object of this video, whichever attempt stores it.
    var token: String
    var object: ObjectUpload
    var content: ExpectedContent
    /// Nothing was ever stored of it, nor begun to be.
    var isFirst: Bool
    /// Writes that it is under way into the manifest: what is stored of it has to be known there before.
    var intent: Task<Result<Void, Failure>, Never>
    /// Its place among the videos that are moved at once, to be given back as soon as all bytes are here.
    var slot: Permit
    /// Where the bytes come from.
    var sourceURL: String
    /// That of the whole video.
    var progress: RelayProgress
    /// Whether the source URL may be dead before another request for it.
    var isUrgent: Bool
}
