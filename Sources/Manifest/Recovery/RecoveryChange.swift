/// What a video found in the bucket means for the manifest; pure, carried out by `Manifest.recover`.
public enum RecoveryChange: Sendable, Hashable, CaseIterable {
    /// The manifest did not know the video.
    case add
    /// The manifest knew the video, and not that it is archived.
    case adopt
    /// The manifest has this very object already.
    case keep
    /// The manifest has another object of the same video.
    case keepOther
    /// The manifest says that the task ended without this video; that stays.
    case contradict

    /// - Parameter record: what the manifest has of the video.
    init(of record: VideoRecord?, found: FoundVideo) {
        switch record?.state {
        case nil: self = .add
        case .waiting, .pending, .archiving, .lost: self = .adopt
        case .archived:
            self = record?.bucket == found.bucket && record?.objectKey == found.objectKey ? .keep : .keepOther
        case .some(.none): self = .contradict
        }
    }
}
