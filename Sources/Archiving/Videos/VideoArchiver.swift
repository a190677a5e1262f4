import Digests
import Failures
import FoundationEssentials
import HTTPTransport
import Manifest
import ModelStudio
import ObjectStorage

/// Archives one video: intent into the manifest, relay, proof, result into the manifest; repeated as
/// ``AttemptHistory`` decides.
struct VideoArchiver: Sendable {
    let manifest: Manifest
    let http: HTTPClient
    let bucket: S3Bucket
    let objects: ObjectPlan
    let links: LinkRule
    let renewal: SourceRenewal
    let options: TransferOptions
    let now: @Sendable () -> Date

    /// - Returns: what came of it, its failure told of the task; the manifest keeps the failure without that.
    func archive(_ video: VideoRecord, progress: RelayProgress) async -> VideoOutcome {
        let outcome: VideoOutcome
        do throws(Failure) {
            guard let task = try manifest.task(video.key.taskID) else {
                throw Failure("archiving.no-task", "its task is not in the manifest", disposition: .stop(.bug))
            }
            outcome = try await archive(video, of: task, progress: progress)
        } catch {
            outcome = .stopped(error)
        }
        return outcome.concerning("task \(video.key)")
    }

    private func archive(
        _ video: VideoRecord, of task: TaskRecord, progress: RelayProgress
    ) async throws(Failure) -> VideoOutcome {
        var video = video
        var history = AttemptHistory(retries: options.retries)
        if let expiry = video.expiresAt, expiry <= now() { _ = try await renew(&video, &history) }
        let token = Self.randomToken()
        while true {
            let failure: Failure
            do throws(Failure) {
                return try await attempt(video, of: task, token: token, progress: progress)
            } catch {
                failure = error
            }
            if Task.isCancelled { return try cancelled(video) }
            history.count(failure.disposition)
            switch history.nextStep(after: failure.disposition, sinceDeadline: sinceDeadline(of: video)) {
            case .again(let wait):
                let pause = max(wait ?? .zero, options.backoff(history.failures))
                do { try await Task.sleep(for: pause) } catch { return try cancelled(video) }
            case .renew:
                switch try await renew(&video, &history) {
                case .fresh: continue
                case .unanswered(let reason):
                    return try end(video, reason.concerning(failure.message), lost: false)
                case .nothingNew:
                    let step = history.nextStep(after: failure.disposition, sinceDeadline: sinceDeadline(of: video))
                    return try end(video, failure, lost: step == .lose)
                }
            case .postpone: return try end(video, failure, lost: false)
            case .lose: return try end(video, failure, lost: true)
            case .stop(let status):
                var stopping = failure
                stopping.disposition = .stop(status)
                try manifest.postpone(video.key, error: RecordedError(failure), at: now())
                return .stopped(stopping)
            }
        }
    }

    private func renew(
        _ video: inout VideoRecord, _ history: inout AttemptHistory
    ) async throws(Failure) -> SourceRenewal.Answer {
        let answer = try await renewal.renew(video)
        switch answer {
        case .fresh(let renewed): (video, history.isRenewed) = (renewed, true)
        case .nothingNew: history.isRenewed = true
        case .unanswered: break
        }
        return answer
    }

    private func sinceDeadline(of video: VideoRecord) -> Duration? {
        video.expiresAt.map { .milliseconds(Int64(now().timeIntervalSince($0) * 1000)) }
    }

    private func end(_ video: VideoRecord, _ failure: Failure, lost: Bool) throws(Failure) -> VideoOutcome {
        let error = RecordedError(failure)
        if lost {
            try manifest.lose(video.key, reason: error, at: now())
            return .lost(failure)
        }
        try manifest.postpone(video.key, error: error, at: now())
        return .postponed(failure)
    }

    private func cancelled(_ video: VideoRecord) throws(Failure) -> VideoOutcome {
        let stopped = Failure("run.stopped", "the run was stopped", disposition: .retry())
        try manifest.postpone(video.key, error: RecordedError(stopped), at: now())
        return .cancelled
    }

    private static func randomToken() -> String {
        let halves = (0..<2).map { _ in UInt64.random(in: .min ... .max).bigEndian }
        return halves.withUnsafeBytes { hex(Array($0)) }
    }
}
