/// Where one video of a task stands.
public enum VideoState: String, Sendable, CaseIterable {
    /// The task has not finished yet.
    case waiting
    /// The source URL is known; the video is to be archived.
    case pending
    /// A run has begun to archive it; after a kill the next run resumes it.
    case archiving
    /// It lies in the bucket, whole and proven.
    case archived
    /// Its URL died, its task is gone, or its content never passed before the deadline.
    case lost
    /// The task ended without this video.
    case none

    /// Whether a video in this state may become `next`. Every write that changes a state asks here, but recovery,
    /// which asks ``canBeAdopted``.
    ///
    /// `lost` becomes `pending` only together with a fresh URL.
    public func canBecome(_ next: VideoState) -> Bool {
        switch self {
        case .waiting: [.pending, .lost, .none].contains(next)
        case .pending: [.pending, .archiving, .lost].contains(next)
        case .archiving: [.pending, .archiving, .archived, .lost].contains(next)
        case .lost: next == .pending
        case .archived, .none: false
        }
    }

    /// Whether a whole object of the video that is found in the bucket makes it archived, however it came there.
    var canBeAdopted: Bool {
        switch self {
        case .waiting, .pending, .archiving, .lost: true
        case .archived, .none: false
        }
    }
}
