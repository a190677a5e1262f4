import FoundationEssentials
import Manifest

/// Which unfinished uploads are aborted; pure. Only what the manifest says keepreel began and gave up.
struct PrunePlan {
    /// To be aborted, oldest first.
    private(set) var orphans: [UploadRecord] = []
    /// Given up, but not old enough.
    private(set) var young: [UploadRecord] = []
    /// To be gone on with by a run.
    private(set) var underWay: [UploadRecord] = []
    private let own: Set<String>

    /// - Parameters:
    ///   - recorded: what the manifest has of the bucket.
    ///   - oldest: those begun later are left alone.
    init(recorded: [UploadRecord], begunBefore oldest: Date) {
        own = Set(recorded.map(\.uploadID))
        for upload in recorded.sorted(by: { $0.begunAt < $1.begunAt }) {
            if !upload.isAbandoned {
                underWay.append(upload)
            } else if upload.begunAt > oldest {
                young.append(upload)
            } else {
                orphans.append(upload)
            }
        }
    }

    /// What the bucket lists and the manifest does not know.
    func unknown(of listed: [ListedUpload]) -> [ListedUpload] { listed.filter { !own.contains($0.uploadID) } }
}
