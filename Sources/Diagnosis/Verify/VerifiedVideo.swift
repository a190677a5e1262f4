public import Failures
public import Manifest

/// What came of checking one archived video.
public struct VerifiedVideo: Sendable {
    /// Which video.
    public let key: VideoKey
    /// Its object.
    public let objectKey: String?
    /// Its permanent link.
    public let link: String?
    /// Bytes that were read back.
    public let bytesRead: Int64
    /// What is wrong with it; empty: nothing.
    public let problems: [VideoProblem]
    /// What that means for the process.
    public let status: ExitStatus
}
