import Archiving
import Failures
import Manifest
import Submitting

/// What `keepreel submit` prints: task ids and permanent URLs, one a line, or one JSON object a job.
struct SubmitReport: Sendable {
    let format: ReportFormat
    let isQuiet: Bool
    let console: Console
    let links: LinkRule

    /// Tells of a job as soon as there is something to tell; its videos are told of later.
    func tell(_ submitted: SubmittedJob) throws {
        let job = submitted.job
        switch submitted.result {
        case .submitted: break
        case .known(let taskID, let isOther):
            let next = isOther ? Self.otherContent : job.line == nil ? Self.again : ""
            remark("\(subject(job)) was submitted before as task \(taskID)\(next)")
        case .found(let taskID):
            remark("\(subject(job)) had been accepted; its reply was lost, the list has it as task \(taskID)")
        case .unrecorded(_, let failure), .refused(let failure), .unclear(let failure):
            console.error(job.name.map(failure.concerning) ?? failure)
        }
        switch format {
        case .text: if let taskID = submitted.result.taskID { try StandardOutput.write(taskID + "\n") }
        case .json: try write(submitted, video: nil)
        }
    }

    /// Says how many jobs were left out after one that every other would fail like.
    func tellRest(_ count: Int) {
        if count > 0 {
            let jobs = count == 1 ? "1 more job was" : "\(count) more jobs were"
            console.tell("\(jobs) not submitted; run the same command again for the rest", .error)
        }
    }

    /// Ends a job file in which something went wrong.
    func tellTotal(_ results: [SubmitResult]) {
        guard !isQuiet, results.contains(where: { $0.failure != nil }) else { return }
        let counts = SubmitResult.words.map { word in (word, results.count { $0.word == word }) }
        console.tell(counts.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }.joined(separator: ", "))
    }

    /// - Returns: what the task's end means for the exit code.
    func tellVideos(of taskID: String, job: SubmittedJob, in manifest: Manifest) throws -> ExitStatus {
        var status = ExitStatus.done
        let task = try manifest.task(taskID)
        for video in try manifest.videos(of: taskID) {
            if format == .json { try write(job, video: video) }
            if video.state == .archived, let url = links.url(of: video) {
                if format == .text { try StandardOutput.write(url + "\n") }
                continue
            }
            let (reason, why) = MissingLink.explain(video, of: task)
            if let task, task.phase == .failed {
                console.tell(
                    "task \(taskID) \(task.ending)", .error, of: VideoKey(taskID: taskID, index: 0))
            } else {
                console.tell("task \(video.key) \(reason)", .error, of: video.key)
            }
            status = status.orGraver(why)
        }
        return status
    }

    private static let again = "; --again submits it once more"
    private static let otherContent =
        ", with different content, which is not submitted; give it another client_id to submit it"

    private func remark(_ text: String) {
        if !isQuiet { console.tell(text) }
    }

    private func subject(_ job: NumberedJob) -> String { job.name ?? "the job" }

    private func write(_ submitted: SubmittedJob, video: VideoRecord?) throws {
        let clientID = (try? submitted.job.job.get())?.clientID
        let error = video?.lastError?.description ?? submitted.result.failure?.message
        let url = video?.state == .archived ? video.flatMap(links.url(of:)) : nil
        try StandardOutput.write(
            "{\"task_id\":\(JSONLine.string(submitted.result.taskID)),\"client_id\":\(JSONLine.string(clientID)),"
                + "\"line\":\(submitted.job.line.map(String.init) ?? "null"),\"result\":\"\(submitted.result.word)\","
                + "\"index\":\(video.map { String($0.key.index) } ?? "null"),"
                + "\"state\":\(JSONLine.string(video?.state.rawValue)),\"url\":\(JSONLine.string(url)),"
                + "\"error\":\(JSONLine.string(error))}\n")
    }
}

extension SubmitResult {
    /// Every ``word``, in the order of a summary.
    static let words = ["submitted", "found", "known", "unrecorded", "refused", "unclear"]

    /// As JSON reports name it.
    var word: String {
        switch self {
        case .submitted: "submitted"
        case .found: "found"
        case .known: "known"
        case .unrecorded: "unrecorded"
        case .refused: "refused"
        case .unclear: "unclear"
        }
    }
}
