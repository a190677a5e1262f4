import Failures
import FoundationEssentials
import Manifest
import Submitting

/// Submits jobs one after the other, tells what came of each, and where asked waits for their videos.
struct SubmitSession: Sendable {
    let jobs: [NumberedJob]
    /// What happens to a job that was accepted before.
    let rule: RepeatRule
    /// Whether a job is sent once more where nobody can tell what became of it.
    let givesUpUnclear: Bool
    let submitter: Submitter
    let manifest: Manifest
    let manifestPath: String
    /// What waits for the videos; `nil` does not.
    let videos: VideoWait?
    let report: SubmitReport
    /// Whether the service is asked through an endpoint of the user's own.
    let isGateway: Bool

    /// Another submit may be busy with a long job file.
    private static let lockWait = Duration.seconds(3600)

    func run() async throws -> ExitStatus {
        let lock = try await ProcessLock.submit(manifest: manifestPath, wait: Self.lockWait, console: report.console)
        var (status, accepted) = try await submitAll()
        _ = consume lock
        guard let videos else { return status }
        let ended = try await videos.wait(for: accepted.compactMap(\.result.taskID))
        status = Self.graver(status, ended)
        for job in accepted {
            guard let taskID = job.result.taskID else { continue }
            status = Self.graver(status, try report.tellVideos(of: taskID, job: job, in: manifest))
        }
        return status
    }

    private func submitAll() async throws -> (ExitStatus, [SubmittedJob]) {
        var preparer = JobPreparer(allowsPrivateAddresses: isGateway)
        var prepared: [Result<PreparedJob, Failure>] = []
        for job in jobs {
            // Many large files take their time to be read.
            try Task.checkCancellation()
            prepared.append(prepare(job, &preparer))
        }
        // Nothing is asked of the service where no job can go out.
        if prepared.contains(where: { (try? $0.get()) != nil }) { try await submitter.begin() }
        var status = ExitStatus.done
        var accepted: [SubmittedJob] = []
        var results: [SubmitResult] = []
        for (index, (job, input)) in zip(jobs, prepared).enumerated() {
            let result =
                switch input {
                case .success(let input):
                    await submitter.submit(input, rule: rule, givesUpUnclear: givesUpUnclear)
                case .failure(let failure): SubmitResult.refused(failure)
                }
            let submitted = SubmittedJob(job: job, result: result)
            results.append(result)
            try report.tell(submitted)
            if result.taskID != nil { accepted.append(submitted) }
            guard let failure = result.failure else { continue }
            status = Self.graver(status, Self.status(of: failure))
            // What is no fault of the job, the next one would meet too; and while it is open what became of one, the
            // fewer others there are, the surer its task is found.
            if failure.disposition != .giveUp || Task.isCancelled {
                report.tellRest(jobs.count - index - 1)
                break
            }
        }
        if jobs.count > 1 { report.tellTotal(results) }
        return (status, accepted)
    }

    private func prepare(_ job: NumberedJob, _ preparer: inout JobPreparer) -> Result<PreparedJob, Failure> {
        do throws(Failure) {
            return .success(try preparer.prepare(try job.job.get()))
        } catch {
            return .failure(error)
        }
    }

    /// A job that no repetition helps was wrong as it was given.
    private static func status(of failure: Failure) -> ExitStatus {
        failure.disposition == .giveUp ? .usage : failure.exitStatus
    }

    /// A wrong job among others is the least of what can be told.
    private static func graver(_ one: ExitStatus, _ other: ExitStatus) -> ExitStatus {
        switch (one, other) {
        case (.usage, let other) where other != .done: other
        case (let one, .usage) where one != .done: one
        default: one.orGraver(other)
        }
    }
}

/// A job with what came of it.
struct SubmittedJob: Sendable {
    let job: NumberedJob
    let result: SubmitResult
}
