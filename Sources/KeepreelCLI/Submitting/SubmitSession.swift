import Failures
import FoundationEssentials
import Manifest
import Submitting

/// Submits jobs one after the other, tells what came of each, and where asked waits for their videos.
struct SubmitSession: Sendable {
    let jobs: [NumberedJob]
    /// Whether the jobs come from a file, where one that was accepted before is not submitted again.
    let isFile: Bool
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
        let lock = try await ProcessLock.submit(manifest: manifestPath, wait: Self.lockWait)
        var (status, accepted) = try await submitAll()
        _ = consume lock
        guard let videos else { return status }
        let ended = try await videos.wait(for: accepted.compactMap(\.result.taskID))
        status = status.orGraver(ended)
        for job in accepted {
            guard let taskID = job.result.taskID else { continue }
            status = status.orGraver(try report.tellVideos(of: taskID, job: job, in: manifest))
        }
        return status
    }

    private func submitAll() async throws -> (ExitStatus, [SubmittedJob]) {
        var preparer = JobPreparer(allowsPrivateAddresses: isGateway)
        let prepared = jobs.map { job in (job, prepare(job, &preparer)) }
        // Nothing is asked of the service where no job can go out.
        let isAnyGood = prepared.contains { if case .success = $0.1 { true } else { false } }
        if isAnyGood { try await submitter.begin() }
        var status = ExitStatus.done
        var accepted: [SubmittedJob] = []
        for (index, (job, input)) in prepared.enumerated() {
            let result =
                switch input {
                case .success(let input): try await submitter.submit(input, again: !isFile)
                case .failure(let failure): SubmitResult.refused(failure)
                }
            let submitted = SubmittedJob(job: job, result: result)
            try report.tell(submitted, waits: videos != nil)
            if result.taskID != nil { accepted.append(submitted) }
            guard let failure = result.failure else { continue }
            status = status.orGraver(Self.status(of: failure))
            if Self.concernsAll(failure) || Task.isCancelled {
                report.tellRest(jobs.count - index - 1)
                break
            }
        }
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

    private static func concernsAll(_ failure: Failure) -> Bool {
        switch failure.disposition {
        case .stop, .unreachable: true
        case .retry, .renewSource, .refuseContent, .giveUp: false
        }
    }
}

/// A job with what came of it.
struct SubmittedJob: Sendable {
    let job: NumberedJob
    let result: SubmitResult
}
