public import Failures
public import FoundationEssentials

/// What a verification has to say about itself, once.
public enum VerifyNotice: Sendable {
    /// The bucket cannot be listed; each object is asked for instead.
    case listRefused(Failure)
    /// Reading back goes on with a pass that was broken off: `left` of its videos are still to be read.
    case passContinues(beganAt: Date, left: Int)
    /// Videos that were archived in a bucket which is not that of the settings, and so were not looked at.
    case otherBucket(String, videos: Int)
}
