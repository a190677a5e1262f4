import FoundationEssentials
import Manifest

/// Which unfinished uploads are aborted; pure. Only what the manifest says keepreel began and gave up, and what its
/// publications left.
struct PrunePlan {
    /// To be aborted, the manifest's own first, each oldest first.
    private(set) var orphans: [OrphanedUpload] = []
    /// Given up, but not old enough.
    private(set) var young: [OrphanedUpload] = []
    /// To be gone on with by a run.
    private(set) var underWay: [UploadRecord] = []
    private let own: Set<String>
    private let published: PublishedKey
    private let oldest: Date

    /// - Parameters:
    ///   - recorded: what the manifest has of the bucket.
    ///   - published: the keys whose uploads are publications.
    ///   - oldest: those begun later are left alone.
    init(recorded: [UploadRecord], published: PublishedKey, begunBefore oldest: Date) {
        own = Set(recorded.map(\.uploadID))
        self.published = published
        self.oldest = oldest
        underWay = recorded.filter { !$0.isAbandoned }.sorted { $0.begunAt < $1.begunAt }
        add(recorded.filter(\.isAbandoned).map { OrphanedUpload($0) })
    }

    /// Takes what the bucket lists: publications that nobody goes on with.
    ///
    /// - Returns: what nobody here knows.
    mutating func take(_ listed: [ListedUpload]) -> [ListedUpload] {
        let others = listed.filter { !own.contains($0.uploadID) }
        add(others.filter { published.isPublished($0.key) }.map { OrphanedUpload(published: $0) })
        return others.filter { !published.isPublished($0.key) }
    }

    private mutating func add(_ uploads: [OrphanedUpload]) {
        for upload in uploads.sorted(by: { $0.begunAt < $1.begunAt }) {
            if upload.begunAt > oldest { young.append(upload) } else { orphans.append(upload) }
        }
    }
}
