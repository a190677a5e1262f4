public import Failures

/// What became of the unfinished uploads.
public struct PruneReport: Sendable {
    /// What the bucket said when it was asked for its unfinished uploads.
    public enum Listing: Sendable {
        /// It listed them.
        case complete
        /// The provider does not offer that.
        case notOffered
        /// It refused.
        case refused(Failure)
    }

    /// Aborted, or to be aborted in a dry run.
    public internal(set) var orphans: [RecordedUpload] = []
    /// Not aborted, and why.
    public internal(set) var failed: [(upload: RecordedUpload, failure: Failure)] = []
    /// Ours and of no use, but younger than was asked for.
    public internal(set) var young: [RecordedUpload] = []
    /// Ours, to be gone on with by a run.
    public internal(set) var underWay: [RecordedUpload] = []
    /// Ours, in another bucket than that of the settings.
    public internal(set) var elsewhere: [RecordedUpload] = []
    /// Under the prefix, and begun by somebody else as far as the manifest knows: the first of them.
    public internal(set) var unknown: [ListedUpload] = []
    /// How many there are of those in all.
    public internal(set) var unknownCount = 0
    /// How the bucket was asked for them.
    public internal(set) var listing = Listing.complete

    /// Most unknown uploads that are told one by one.
    static let mostUnknown = 1000

    /// What it means for the process.
    public var status: ExitStatus { failed.reduce(.done) { $0.orGraver($1.failure.exitStatus) } }
}
