public import Failures
public import FoundationEssentials
public import Manifest
public import ModelStudio
public import Pacing
import WireFormats

/// Submits jobs so that each is paid for once: the intent stands in the manifest before the request leaves, and a reply
/// that is lost is answered by a search in the service's list, never by a second request.
///
/// One process at a time may submit; the caller holds a lock for that.
public struct Submitter: Sendable {
    private let manifest: Manifest
    private let studio: ModelStudioClient
    private let region: String
    private let settler: SubmissionSettler
    private let uploads: InputUploads
    private let now: @Sendable () -> Date

    /// After a lost reply the list is looked at again after these waits.
    private static let waits: [Duration] = [.seconds(2), .seconds(4), .seconds(8)]

    /// - Parameters:
    ///   - region: recorded with each task.
    ///   - clock: waits between two looks at the list.
    ///   - now: by the service's clock.
    public init(
        manifest: Manifest, studio: ModelStudioClient, region: String, clock: WaitClock = .continuous,
        now: @escaping @Sendable () -> Date
    ) {
        self.manifest = manifest
        self.studio = studio
        self.region = region
        self.now = now
        settler = SubmissionSettler(manifest: manifest, studio: studio, region: region, clock: clock, now: now)
        uploads = InputUploads(studio: studio)
    }

    /// Asks the service one cheap question before anything is uploaded or paid for: it shows whether the key is good, and
    /// what time the service has, by which a lost reply is searched for.
    ///
    /// - Throws: what the question fails with; then nothing should be submitted.
    public func begin() async throws(Failure) {
        _ = try await studio.list(from: now() - 60, to: now(), page: 1, size: 1)
    }

    /// Submits a job, or tells what became of an earlier submission of it.
    ///
    /// - Parameters:
    ///   - rule: whether a job that was accepted before becomes another task.
    ///   - givesUpUnclear: whether the job is sent once more where nobody can tell what became of an earlier one.
    public func submit(_ job: PreparedJob, rule: RepeatRule, givesUpUnclear: Bool = false) async -> SubmitResult {
        do throws(Failure) {
            let earlier = try earlier(job)
            switch FirstStep(earlier: earlier, rule: rule, hasEnded: try hasEnded(earlier?.taskID)) {
            case .send: return try await send(job)
            case .known(let taskID):
                return .known(taskID: taskID, isOther: earlier?.fingerprint != job.fingerprint)
            case .settle(let submission):
                let result = await settle(submission, cause: nil)
                guard case .unclear(let failure) = result, givesUpUnclear else { return result }
                try end(submission, as: .abandoned, failure)
                return try await send(job)
            }
        } catch {
            // Whatever the manifest refused, it was before anything was sent.
            return .refused(error)
        }
    }

    private func earlier(_ job: PreparedJob) throws(Failure) -> Submission? {
        if let clientID = job.job.clientID { return try manifest.lastSubmission(clientID: clientID) }
        return try manifest.lastSubmission(fingerprint: job.fingerprint)
    }

    /// Whether nothing more will come of a task.
    private func hasEnded(_ taskID: String?) throws(Failure) -> Bool {
        guard let taskID else { return false }
        return try manifest.videos(of: taskID).allSatisfy { [.archived, .lost, .none].contains($0.state) }
    }

    /// - Throws: what the manifest throws before anything was sent.
    private func send(_ job: PreparedJob) async throws(Failure) -> SubmitResult {
        let order = AnimationOrder(
            model: job.job.model, imageURL: try await uploads.address(of: job.image, model: job.job.model),
            videoURL: try await uploads.address(of: job.video, model: job.job.model), mode: job.job.mode,
            watermark: job.job.watermark, checksImage: job.job.checksImage)
        let start = now()
        let submission = Submission(
            token: RandomToken.make(), clientID: job.job.clientID, fingerprint: job.fingerprint, model: job.job.model,
            region: region, sentAt: start)
        try manifest.beginSubmission(submission)
        let (manifest, now) = (manifest, now)
        let outcome = await studio.submit(order) { () throws(Failure) in
            try manifest.sendSubmission(submission.token, at: now())
        }
        switch outcome {
        case .accepted(let taskID, _): return accept(submission, taskID) ?? .submitted(taskID: taskID)
        case .refused(let failure):
            try end(submission, as: .refused, failure)
            return .refused(failure)
        case .unclear(let failure):
            do throws(Failure) {
                try end(submission, as: .unclear, failure)
                let recorded = try manifest.openSubmissions().first { $0.token == submission.token }
                return await settle(recorded ?? submission, cause: failure)
            } catch {
                return .unclear(UnclearSubmission.unrecorded(cause: failure, error))
            }
        }
    }

    private func settle(_ submission: Submission, cause: Failure?) async -> SubmitResult {
        guard submission.region == region else { return .unclear(UnclearSubmission.elsewhere(submission)) }
        do throws(Failure) {
            switch try await settler.settle(submission, waits: Self.waits) {
            case .one(let taskID): return accept(submission, taskID) ?? .found(taskID: taskID)
            case .several(let taskIDs): return .unclear(UnclearSubmission.ambiguous(cause: cause, among: taskIDs))
            case .none:
                let age = now().timeIntervalSince(submission.sentAt)
                return .unclear(UnclearSubmission.missing(cause: cause, age: age))
            }
        } catch {
            return .unclear(UnclearSubmission.missing(cause: cause ?? error, age: 0))
        }
    }

    /// - Returns: `nil` where the task is recorded. If it cannot be, it is paid for all the same, and its id must not get
    ///   lost with the manifest's trouble.
    private func accept(_ submission: Submission, _ taskID: String) -> SubmitResult? {
        let task = NewTask(taskID: taskID, model: submission.model, region: region, submittedAt: submission.sentAt)
        do throws(Failure) {
            try manifest.acceptSubmission(submission.token, task: task, at: now())
            return nil
        } catch {
            let text = "the service accepted the job as task \(taskID), which cannot be recorded"
            return .unrecorded(taskID: taskID, error.concerning(text))
        }
    }

    private func end(_ submission: Submission, as state: SubmissionState, _ failure: Failure) throws(Failure) {
        try manifest.endSubmission(submission.token, as: state, error: RecordedError(failure), at: now())
    }
}
