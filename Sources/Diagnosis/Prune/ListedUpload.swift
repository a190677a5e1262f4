public import FoundationEssentials

/// A multipart upload that a bucket says is unfinished.
public struct ListedUpload: Sendable, Equatable {
    /// Key of the object it is to become.
    public let key: String
    /// The storage's id of it.
    public let uploadID: String
    /// When it was begun, if the storage tells.
    public let begunAt: Date?

    /// - Parameters: as the properties of the same name.
    public init(key: String, uploadID: String, begunAt: Date?) {
        self.key = key
        self.uploadID = uploadID
        self.begunAt = begunAt
    }
}
