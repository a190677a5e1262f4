import Failures
public import Manifest

extension RecordedError {
    /// Whether a run was stopped in the middle of the video; the message then is what kept it from being archived before.
    public var isCutOff: Bool { code == VideoArchiver.stopped.code }

    /// What is recorded of a video that a stop cut off: the code says that it did, the message says why it was not
    /// archived before, as no stop is a reason for that.
    static func cutOff(after earlier: RecordedError?) -> RecordedError {
        let reason = earlier.map { $0.isCutOff ? $0.message : $0.description }
        return RecordedError(
            code: VideoArchiver.stopped.code, message: reason ?? "broken off, the next run goes on")
    }
}
