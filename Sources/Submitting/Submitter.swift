import Digests
public import Failures
public import FoundationEssentials
public import Manifest
public import ModelStudio

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
    private static let waits: [Duration] = [.seconds(1), .seconds(2), .seconds(4), .seconds(8)]

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
        settler = SubmissionSettler(manifest: manifest, studio: studio, clock: clock, now: now)
        uploads = InputUploads(studio: studio)
    }

    /// Asks the service one cheap question before anything is uploaded or paid for: it shows whether the key is good, and
    /// what time the service has.
    ///
    /// - Throws: only what would end every submission.
    public func begin() async throws(Failure) {
        do throws(Failure) {
            _ = try await studio.list(from: now() - 60, to: now(), page: 1, size: 1)
        } catch {
            switch error.disposition {
            case .stop, .unreachable: throw error
            case .retry, .renewSource, .refuseContent, .giveUp: break
            }
        }
    }

    /// - Parameter again: a job without a name that was accepted before is submitted once more.
    /// - Returns: what came of it; failures that concern other jobs as well have the disposition `stop` or `unreachable`.
    /// - Throws: what the manifest throws.
    public func submit(_ job: PreparedJob, again: Bool = false) async throws(Failure) -> SubmitResult {
        switch FirstStep(earlier: try earlier(job), fingerprint: job.fingerprint, again: again) {
        case .send: return try await send(job)
        case .known(let taskID): return .known(taskID: taskID)
        case .settle(let submission):
            let result = try await settle(submission)
            return if case .refused = result { try await send(job) } else { result }
        case .nameTaken:
            return .refused(
                Failure(
                    "submit.client-id-taken", "this client_id was used for a job of another content",
                    remedy: "give the job a client_id of its own", disposition: .giveUp))
        }
    }

    private func earlier(_ job: PreparedJob) throws(Failure) -> Submission? {
        if let clientID = job.job.clientID { return try manifest.lastSubmission(clientID: clientID) }
        return try manifest.lastSubmission(fingerprint: job.fingerprint)
    }

    private func send(_ job: PreparedJob) async throws(Failure) -> SubmitResult {
        let order: AnimationOrder
        do throws(Failure) {
            order = AnimationOrder(
                model: job.job.model, imageURL: try await uploads.address(of: job.image, model: job.job.model),
                videoURL: try await uploads.address(of: job.video, model: job.job.model), mode: job.job.mode,
                watermark: job.job.watermark, checksImage: job.job.checksImage)
        } catch {
            return .refused(error)
        }
        let start = now()
        let submission = Submission(
            token: RandomToken.make(), clientID: job.job.clientID, fingerprint: job.fingerprint, model: job.job.model,
            region: region, state: .sending, sentAt: start, taskID: nil, error: nil, updatedAt: start)
        try manifest.beginSubmission(submission)
        switch await studio.submit(order) {
        case .accepted(let taskID, _):
            try accept(submission, taskID)
            return .submitted(taskID: taskID)
        case .refused(let failure):
            try end(submission, as: .refused, failure)
            return .refused(failure)
        case .unclear(let failure):
            try end(submission, as: .unclear, failure)
            var unclear = submission
            (unclear.state, unclear.updatedAt) = (.unclear, now())
            return try await settle(unclear, waits: Self.waits, cause: failure)
        }
    }

    /// - Returns: `refused` where the service did not take it.
    private func settle(
        _ submission: Submission, waits: [Duration] = [], cause: Failure? = nil
    ) async throws(Failure) -> SubmitResult {
        let verdict: AcceptanceVerdict
        do throws(Failure) {
            verdict = try await settler.settle(submission, waits: waits)
        } catch {
            return .unclear(UnclearSubmission.failure(submission, cause: cause ?? error, candidates: []))
        }
        switch verdict {
        case .accepted(let taskID):
            try accept(submission, taskID)
            return .found(taskID: taskID)
        case .absent:
            let failure = UnclearSubmission.absent
            try end(submission, as: .absent, failure)
            return .refused(failure)
        case .undecided(let candidates):
            return .unclear(UnclearSubmission.failure(submission, cause: cause, candidates: candidates))
        }
    }

    private func accept(_ submission: Submission, _ taskID: String) throws(Failure) {
        let task = NewTask(taskID: taskID, model: submission.model, region: region, submittedAt: submission.sentAt)
        do throws(Failure) {
            try manifest.acceptSubmission(submission.token, task: task, at: now())
        } catch {
            // The task is paid for: its id must not get lost with the manifest's trouble.
            throw error.concerning("the service accepted the job as task \(taskID), which cannot be recorded")
        }
    }

    private func end(_ submission: Submission, as state: SubmissionState, _ failure: Failure) throws(Failure) {
        let error = RecordedError(code: failure.code, message: failure.message)
        try manifest.endSubmission(submission.token, as: state, error: error, at: now())
    }
}
