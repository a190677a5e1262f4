import Failures
import Manifest
import ObjectStorage

extension ArchivalRun {
    /// Uploads aborted in one run; what is left waits for the next.
    private static let sweepLimit = 100

    /// Aborts what was given up, for good now that no part of it is under way. What fails is told once and ends it: it
    /// would fail for the others, too, and waits for the next run or for prune.
    func sweep(_ archiver: VideoArchiver) async throws(Failure) {
        let bucket = tools.bucket.location.bucket
        for upload in try tools.manifest.abandonedUploads(in: bucket, limit: Self.sweepLimit) {
            if Task.isCancelled { return }
            do throws(Failure) {
                try await archiver.abort(upload)
            } catch {
                if Task.isCancelled { return }
                // What would meet every other request as well is not about this upload.
                if case .stop = error.disposition, !error.saysKindIsRefused { return observer(.problem(error, nil)) }
                return observer(
                    .problem(error.concerning("the upload of task \(upload.video) could not be aborted"), upload.video))
            }
        }
    }
}
