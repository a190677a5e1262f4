public import Failures
public import Manifest

/// What became of the unfinished uploads.
public struct PruneReport: Sendable {
    /// What the bucket said when it was asked for its unfinished uploads.
    public enum Listing: Sendable {
        /// It listed them.
        case complete
        /// It does not list any, and why.
        case none(Failure)
    }

    /// An upload that could not be aborted.
    public struct Refusal: Sendable {
        /// Which one.
        public let upload: OrphanedUpload
        /// Why.
        public let failure: Failure
    }

    /// Aborted, or to be aborted in a dry run; those of videos come first, each oldest first.
    public internal(set) var orphans: [OrphanedUpload] = []
    /// Not aborted; the next prune tries again.
    public internal(set) var refused: [Refusal] = []
    /// How many were left to the next prune, as the storage could not be reached.
    public internal(set) var untriedCount = 0
    /// Given up, but younger than was asked for.
    public internal(set) var young: [OrphanedUpload] = []
    /// To be gone on with by a run.
    public internal(set) var underWay: [UploadRecord] = []
    /// How many were given up in other buckets than that of the settings.
    public internal(set) var elsewhereCount = 0
    /// Under the prefix, and begun by somebody else as far as the manifest knows: the first of them.
    public internal(set) var unknown: [ListedUpload] = []
    /// How many there are of those in all.
    public internal(set) var unknownCount = 0
    /// How the bucket was asked for them.
    public internal(set) var listing = Listing.complete

    /// Most unknown uploads that are told one by one.
    static let mostUnknown = 1000

    /// What it means for the process. That a provider offers no such list is no failure.
    public var status: ExitStatus {
        refused.reduce(listingFailure?.exitStatus ?? .done) { $0.orGraver($1.failure.exitStatus) }
    }

    /// Why the bucket could not be asked; `nil` where it was, or its provider offers no such list.
    public var listingFailure: Failure? {
        if case .none(let failure) = listing, failure.disposition != .giveUp { failure } else { nil }
    }
}
