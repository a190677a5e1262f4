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
    public internal(set) var bytesRead: Int64 = 0
    /// Whether its link was opened.
    public internal(set) var didOpenLink = false
    /// What is wrong with it; empty: nothing.
    public internal(set) var problems: [VideoProblem] = []
    /// What a repair came to; `nil` where there was none.
    public internal(set) var repair: RepairOutcome?
    /// What that means for the process.
    public internal(set) var status = ExitStatus.done

    /// Whether the storage gave no answer about it, which may pass.
    var metSilence = false
    /// What the bucket said of the object.
    var object: ObjectObservation?
    /// Whether every byte was read back and is right.
    var isProven = false

    init(_ video: VideoRecord, link: String?) {
        key = video.key
        objectKey = video.objectKey
        self.link = link
    }

    mutating func add(_ problem: VideoProblem, _ status: ExitStatus) {
        problems.append(problem)
        self.status = self.status.orGraver(status)
    }
}
