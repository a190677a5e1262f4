import Failures
import FoundationEssentials
import HTTPTransport
import Manifest
import ModelStudio
import ObjectStorage
import WireFormats

/// Archives one video: intent into the manifest, relay, proof, result into the manifest; repeated as
/// ``AttemptHistory`` decides.
struct VideoArchiver: Sendable {
    let manifest: Manifest
    let http: HTTPClient
    let bucket: Bucket
    let objects: ObjectPlan
    let links: LinkRule
    let renewal: SourceRenewal
    let options: TransferOptions
    let now: @Sendable () -> Date
    /// Is told what fails beside the work on the video.
    let observer: @Sendable (RunEvent) -> Void
    /// Relays of all videos together.
    let relays: Permits
    /// Streams that go through memory, of all videos together.
    let buffers: Permits

    /// - Parameter slot: its place among the videos that are moved at once; is given back as soon as it is not needed any
    ///   more, at the latest by the caller.
    /// - Returns: what came of it, its failure told of the task; the manifest keeps the failure without that.
    func archive(_ video: QueuedVideo, in slot: Permit, progress: RelayProgress) async -> VideoOutcome {
        let outcome: VideoOutcome
        do throws(Failure) {
            outcome = try await archived(video, in: slot, progress: progress)
        } catch {
            outcome = .stopped(error)
        }
        return outcome.concerning("task \(video.key)")
    }

    private func archived(
        _ queued: QueuedVideo, in slot: Permit, progress: RelayProgress
    ) async throws(Failure) -> VideoOutcome {
        var video = queued.video
        let task = queued.task
        var history = AttemptHistory(retries: options.retries)
        var reason = video.lastError
        if let outcome = try await adopted(video) { return outcome }
        if let expiry = video.expiresAt, expiry <= now() { _ = try await renew(&video, of: task, &history) }
        // One name for all attempts: whichever of them stored the object, it is known again.
        let token = video.uploadToken ?? RandomToken.make()
        while true {
            let failure: Failure
            let isFirst = video.uploadToken == nil && history == AttemptHistory(retries: options.retries)
            do throws(Failure) { try await slot.renew() } catch { return try await cancelled(video, after: reason) }
            switch try await attempt(video, of: task, token: token, isFirst: isFirst, slot, progress) {
            case .success(let facts):
                slot.release()
                return try await finish(video, facts)
            case .failure(let reason): failure = reason
            }
            if Task.isCancelled { return try await cancelled(video, after: reason) }
            history.count(failure.disposition)
            if failure.code != Self.stopped.code { reason = RecordedError(failure) }
            switch history.nextStep(after: failure.disposition, sinceDeadline: sinceDeadline(of: video)) {
            case .again(let wait):
                let pause = options.pause(wait, after: history.failures)
                do { try await Task.sleep(for: pause) } catch { return try await cancelled(video, after: reason) }
            case .renew:
                switch try await renew(&video, of: task, &history) {
                case .fresh: continue
                // A run that is stopped cuts its question short, which says nothing of the video.
                case .unanswered where Task.isCancelled: return try await end(video, failure, lost: false)
                case .unanswered(let silence):
                    let step = AttemptHistory.nextStep(
                        unanswered: silence.disposition, sinceDeadline: sinceDeadline(of: video))
                    return try await end(video, silence.concerning(failure.message), lost: step == .lose)
                case .nothingNew:
                    let step = history.nextStep(after: failure.disposition, sinceDeadline: sinceDeadline(of: video))
                    return try await end(video, failure, lost: step == .lose)
                }
            case .postpone: return try await end(video, failure, lost: false)
            case .lose: return try await end(video, failure, lost: true)
            case .stop(let status):
                var stopping = failure
                stopping.disposition = .stop(status)
                try await postpone(video, RecordedError(failure))
                return .stopped(stopping)
            }
        }
    }

    private func renew(
        _ video: inout VideoRecord, of task: TaskRecord, _ history: inout AttemptHistory
    ) async throws(Failure) -> SourceRenewal.Answer {
        let answer = try await renewal.renew(video, of: task)
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

    private func end(_ video: VideoRecord, _ failure: Failure, lost: Bool) async throws(Failure) -> VideoOutcome {
        if lost {
            // Whichever attempt brought it there: what lies in the bucket is not lost.
            if let recorded = try manifest.videos(of: video.key.taskID).first(where: { $0.key == video.key }),
                let outcome = try await adopted(recorded)
            {
                return outcome
            }
            let reason = RecordedError(failure)
            try await recorded { () throws(Failure) in try manifest.lose(video.key, reason: reason, at: now()) }
            return .lost(failure)
        }
        try await postpone(video, RecordedError(failure))
        return .postponed(failure)
    }

    /// - Parameter earlier: what kept it from being archived before.
    private func cancelled(
        _ video: VideoRecord, after earlier: RecordedError?
    ) async throws(Failure) -> VideoOutcome {
        try await postpone(video, .cutOff(after: earlier))
        return .cancelled
    }

    static var stopped: Failure { Failure("run.stopped", "the run was stopped", disposition: .retry()) }

    private func postpone(_ video: VideoRecord, _ error: RecordedError) async throws(Failure) {
        try await recorded { () throws(Failure) in try manifest.postpone(video.key, error: error, at: now()) }
    }
}
