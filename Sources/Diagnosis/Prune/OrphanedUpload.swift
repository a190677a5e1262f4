public import FoundationEssentials
public import Manifest

/// A multipart upload that keepreel began and does not go on with.
public struct OrphanedUpload: Sendable, Equatable {
    /// The video it was to bring; `nil`: it was to publish the manifest.
    public let video: VideoKey?
    /// The object it was to become.
    public let objectKey: String
    /// The storage's id of it.
    public let uploadID: String
    /// When it was begun.
    public let begunAt: Date
    let token: String?
    /// Its number in the manifest.
    let number: Int64?

    init(_ record: UploadRecord) {
        video = record.video
        objectKey = record.objectKey
        uploadID = record.uploadID
        begunAt = record.begunAt
        token = record.uploadToken
        number = record.number
    }

    /// - Parameter begunAt: one whose begin the storage does not tell counts as begun just now.
    init(published listed: ListedUpload) {
        video = nil
        objectKey = listed.key
        uploadID = listed.uploadID
        begunAt = listed.begunAt ?? .distantFuture
        token = nil
        number = nil
    }
}
