/// A video that is to be archived, and its task.
public struct QueuedVideo: Sendable, Equatable {
    /// With its source URL.
    public let video: VideoRecord
    /// As the manifest has it.
    public let task: TaskRecord

    /// That of the video.
    public var key: VideoKey { video.key }
}
