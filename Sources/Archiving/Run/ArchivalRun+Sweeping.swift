import Failures
import Manifest

extension ArchivalRun {
    /// Uploads aborted in one run; what is left waits for the next.
    private static let sweepLimit = 100

    /// Aborts what was given up and could not be aborted then.
    func sweep(_ archiver: VideoArchiver) async throws(Failure) {
        for upload in try tools.manifest.abandonedUploads(limit: Self.sweepLimit) {
            if Task.isCancelled { return }
            await archiver.abort(upload)
        }
    }
}
