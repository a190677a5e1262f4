import Failures
import HTTPTransport
import Manifest
import ObjectStorage

extension VideoArchiver {
    /// The end of a transfer in parts: the object comes to be, or what was sent is kept for another attempt, or given up.
    func conclude(
        _ parts: PartsTransfer, of attempt: Attempt, failure: Failure?
    ) async throws(Failure) -> ArchivedFacts {
        do throws(Failure) {
            if let failure { throw failure }
            return try await parts.conclude()
        } catch {
            // A request that was cut short says nothing of the parts.
            let failure = Task.isCancelled ? Self.stopped : error
            let size = parts.subject.plan.size
            let sent = await parts.ledger.all
            let crc64 = parts.subject.whole.crc64 ?? sent.crc64(ofAll: size)
            if failure.saysUploadIsGone, let facts = try await own(attempt, size: size, crc64: crc64) { return facts }
            if !isWorthKeeping(parts, after: failure) { try await abandonOpenUpload(of: attempt) }
            return try await ours(attempt, instead: failure, size: size, crc64: crc64)
        }
    }

    /// Whether the parts that are there can be part of what succeeds one day.
    private func isWorthKeeping(_ parts: PartsTransfer, after failure: Failure) -> Bool {
        if failure.endsUpload { return false }
        return switch failure.disposition {
        case .refuseContent, .giveUp: false
        case .retry, .unreachable, .renewSource, .stop: parts.check.checkpoint != nil
        }
    }

    /// Gives up what the manifest holds of an upload in parts.
    func abandonOpenUpload(of attempt: Attempt) async throws(Failure) {
        guard let record = try manifest.openUpload(of: attempt.video.key) else { return }
        try await abandon(record)
    }
}
