import Failures

/// Notices that the storage answers nothing any more: going on would be a row of waits without end. Pure.
struct StorageSilence {
    /// So many objects in a row that could not be looked at end the verification.
    static let most = 20

    private var count = 0

    /// - Throws: `verify.no-answer`.
    mutating func note(_ video: VerifiedVideo) throws(Failure) {
        guard video.metSilence, let problem = video.problems.first(where: { $0.kind == .unreadable }) else {
            count = 0
            return
        }
        count += 1
        guard count >= Self.most else { return }
        throw Failure(
            "verify.no-answer",
            "the storage failed to answer for \(count) objects in a row, the last time: \(problem.found)",
            remedy: "run it again when the storage is well", disposition: .stop(.unavailable))
    }
}
