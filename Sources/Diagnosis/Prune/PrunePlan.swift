import FoundationEssentials

/// Which unfinished uploads are aborted; pure. Only what the manifest says keepreel began, and nobody works on.
struct PrunePlan {
    /// To be aborted, oldest first.
    private(set) var orphans: [RecordedUpload] = []
    /// Ours and of no use, but not old enough.
    private(set) var young: [RecordedUpload] = []
    /// Ours, to be gone on with by a run.
    private(set) var underWay: [RecordedUpload] = []
    /// Ours, in a bucket that is not the one of the settings.
    private(set) var elsewhere: [RecordedUpload] = []
    /// Ids of ours in this bucket.
    private let own: Set<String>

    /// - Parameters:
    ///   - recorded: what the manifest has.
    ///   - oldest: those begun later are left alone.
    init(recorded: [RecordedUpload], bucket: String, begunBefore oldest: Date) {
        own = Set(recorded.filter { $0.bucket == bucket }.map(\.uploadID))
        for upload in recorded.sorted(by: { $0.begunAt < $1.begunAt }) {
            if upload.bucket != bucket {
                elsewhere.append(upload)
            } else if upload.isUnderWay {
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
