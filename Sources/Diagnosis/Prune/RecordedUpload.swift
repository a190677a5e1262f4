public import FoundationEssentials
public import Manifest

/// A multipart upload that keepreel began, as its manifest has it.
public struct RecordedUpload: Sendable, Equatable {
    /// The bucket it was begun in.
    public let bucket: String
    /// Key of the object it was to become.
    public let key: String
    /// The storage's id of it.
    public let uploadID: String
    /// When it was begun.
    public let begunAt: Date
    /// The video it is of.
    public let videoKey: VideoKey
    /// A run works on it, or the next one goes on with it.
    public let isUnderWay: Bool

    /// - Parameters: as the properties of the same name.
    public init(
        bucket: String, key: String, uploadID: String, begunAt: Date, videoKey: VideoKey, isUnderWay: Bool
    ) {
        self.bucket = bucket
        self.key = key
        self.uploadID = uploadID
        self.begunAt = begunAt
        self.videoKey = videoKey
        self.isUnderWay = isUnderWay
    }
}
