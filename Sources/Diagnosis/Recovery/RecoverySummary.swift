public import Failures
import Manifest

/// What a recovery found so far, or came to.
public struct RecoverySummary: Sendable {
    /// An object that was not taken over, and why.
    public struct Exception: Sendable, Equatable {
        /// Key in the bucket.
        public let key: String
        /// What was found, or why it could not be looked at; without the final period.
        public let reason: String
    }

    /// Objects that the bucket listed.
    public internal(set) var listed = 0
    /// Videos the manifest did not know.
    public internal(set) var recovered = 0
    /// Videos the manifest knew, and not that they are archived.
    public internal(set) var adopted = 0
    /// Objects the manifest has already.
    public internal(set) var known = 0
    /// Objects of videos of which the manifest has another object.
    public internal(set) var others = 0
    /// What `export --publish` made of the manifest.
    public internal(set) var published = 0
    /// Objects that are not keepreel's.
    public internal(set) var foreign = 0
    /// Bytes of the videos that were recovered or adopted.
    public internal(set) var bytes: Int64 = 0
    /// Objects that say they are keepreel's and contradict that or the manifest: how many.
    public internal(set) var doubtfulCount = 0
    /// The first of them.
    public internal(set) var doubtful: [Exception] = []
    /// Objects that could not be looked at: how many.
    public internal(set) var uncheckedCount = 0
    /// The first of them.
    public internal(set) var unchecked: [Exception] = []
    /// What ended it early: credentials, configuration, an endpoint out of reach; the rest was not looked at.
    public internal(set) var end: Failure?
    /// Whether everything was looked at.
    public internal(set) var isComplete = false
    /// The gravest of all of this.
    public internal(set) var status = ExitStatus.done

    /// Most exceptions of a kind that are kept one by one.
    static let mostExceptions = 1000

    mutating func count(_ change: RecoveryChange, of video: FoundVideo) {
        switch change {
        case .add: recovered += 1
        case .adopt: adopted += 1
        case .keep: known += 1
        case .keepOther: others += 1
        case .distrust: doubt(video.objectKey, "its bytes are not those that were archived as task \(video.key)")
        case .contradict: doubt(video.objectKey, "the manifest says that task \(video.key) ended without it")
        }
        if change == .add || change == .adopt { bytes += video.size }
    }

    mutating func doubt(_ key: String, _ reason: String) {
        doubtfulCount += 1
        if doubtful.count < Self.mostExceptions { doubtful.append(Exception(key: key, reason: reason)) }
    }

    mutating func leaveOut(_ key: String, _ failure: Failure) {
        uncheckedCount += 1
        if unchecked.count < Self.mostExceptions {
            unchecked.append(Exception(key: key, reason: failure.description))
        }
        status = status.orGraver(failure.exitStatus)
    }

    mutating func stop(_ failure: Failure) {
        end = failure
        status = status.orGraver(failure.exitStatus)
    }
}
