/// That a hook is to be told of a video.
public struct Notice: Sendable, Equatable {
    /// What has happened to the video; the most urgent first.
    public enum Kind: String, Sendable, CaseIterable {
        /// It was lost for good.
        case lost
        /// It is not archived, and its deadline is near; told once.
        case atRisk = "at-risk"
        /// It was archived.
        case archived
    }

    /// Notices are numbered in their order.
    public var number: Int64
    /// What has happened.
    public var kind: Kind
    /// The task of the video.
    public var task: TaskRecord
    /// The video as it is now.
    public var video: VideoRecord
}
