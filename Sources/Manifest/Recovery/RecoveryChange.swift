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
    /// The manifest had the video as archived until its object was gone or wrong. Only the bytes tell that it is whole again
    /// (``FoundVideo/readCRC64``).
    case distrust
    /// The manifest says that the task ended without this video; that stays.
    case contradict

    /// - Parameter record: what the manifest has of the video.
    init(of record: VideoRecord?, found: FoundVideo) {
        switch record?.state {
        case nil: self = .add
        case .waiting, .pending, .archiving, .lost: self = record?.distrusts(found) == true ? .distrust : .adopt
        case .archived:
            self = record?.bucket == found.bucket && record?.objectKey == found.objectKey ? .keep : .keepOther
        case .some(.none): self = .contradict
        }
    }
}

extension VideoRecord {
    fileprivate func distrusts(_ found: FoundVideo) -> Bool {
        guard wasArchived else { return false }
        guard let read = found.readCRC64 else { return true }
        return found.size != size ?? found.size || read != crc64 ?? read
    }
}
