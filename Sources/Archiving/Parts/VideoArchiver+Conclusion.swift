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
            if !isWorthKeeping(parts, after: error) { try await abandonOpenUpload(of: attempt) }
            let whole = parts.subject.whole
            let object = try await ours(attempt, instead: error, size: whole.length, crc64: whole.crc64)
            return facts(object, attempt.object, object.crc64 ?? 0, nil)
        }
    }

    /// Whether the parts that are there can be part of what succeeds one day.
    private func isWorthKeeping(_ parts: PartsTransfer, after failure: Failure) -> Bool {
        if failure.spoilsUpload { return false }
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
