import Failures
import HTTPTransport
import ObjectStorage

extension VideoArchiver {
    /// The relay that opens an attempt's source, and how its first bytes get an upload.
    func relay(_ attempt: Attempt, check: WholeCheck, beginning: PartsBeginning) -> VideoRelay {
        let plan = VideoRelay.Plan(
            sourceURL: attempt.sourceURL, object: attempt.object,
            partSize: min(options.partSize, bucket.location.profile.parts.maximum), isUrgent: attempt.isUrgent,
            patience: options.patience)
        let openings = VideoRelay.Openings(
            single: { object, length, digests in
                try await attempt.intent.value.get()
                return try await bucket.put(object, length: length, digests: digests)
            },
            parts: { whole, object, plan, digests in
                let parts = try await beginning.begin {
                    try await attempt.intent.value.get()
                    return try await beginParts(attempt.sourceURL, whole, object, plan, for: attempt, check: check)
                }
                let range = plan.range(of: 1)
                return try await bucket.part(
                    1, of: parts.subject.upload, length: range.upperBound - range.lowerBound, digests: digests)
            },
            intend: { digests in
                // The first part's upload is open, so that this is never without.
                guard let parts = beginning.parts else { throw Self.stopped }
                try await parts.intend(1, digests)
            })
        return VideoRelay(
            plan, rules: bucket.location.profile.parts, digests: bucket.digests(), openings: openings, check: check,
            progress: attempt.progress,
            ended: { isWhole in
                if !isWhole {
                    beginning.parts?.firstSourceEnded()
                } else if bucket.takesUploads {
                    // The storage's answer is awaited beside the next video.
                    attempt.slot.release()
                }
            })
    }
}
