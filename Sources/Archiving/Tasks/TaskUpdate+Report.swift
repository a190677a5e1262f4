public import FoundationEssentials
public import Manifest
import Media
public import ModelStudio

extension TaskUpdate {
    /// What Model Studio answered, in the manifest's terms.
    public init(_ report: TaskReport, model: String? = nil, at: Date) {
        self.init(
            taskID: report.taskID, status: report.status.name, phase: report.status.phase, model: model,
            submittedAt: report.submittedAt, scheduledAt: report.scheduledAt, endedAt: report.endedAt,
            code: report.code, message: report.message, requestID: report.requestID, usage: report.usageJSON,
            videos: report.results.map { result in
                switch result.outcome {
                case .media(let url, let content):
                    let deadline = SignedURL.deadline(
                        url: url, endedAt: report.endedAt, submittedAt: report.submittedAt)
                    return ReportedVideo(
                        index: result.index, kind: VideoKind(content), outcome: .url(url, expiresAt: deadline))
                case .failed(let code, let message):
                    return ReportedVideo(
                        index: result.index, kind: .video, outcome: .failed(code: code, message: message))
                }
            },
            at: at)
    }
}

extension TaskUpdate {
    /// That a task cannot be asked for any more, so that its videos are lost for this reason.
    init(givingUp task: TaskRecord, _ reason: RecordedError, at: Date) {
        self.init(
            taskID: task.taskID, status: task.status ?? TaskStatus.unknown.name, phase: .gone, code: reason.code,
            message: reason.message, at: at)
    }
}

extension TaskStatus {
    /// Any status that is not known to be an end is "still running".
    var phase: TaskPhase {
        switch self {
        case .succeeded: .succeeded
        case .failed, .canceled: .failed
        case .unknown: .gone
        case .pending, .running, .other: .running
        }
    }
}

extension VideoKind {
    init(_ content: ExpectedContent) {
        switch content {
        case .video: self = .video
        case .image: self = .image
        case .any: self = .other
        }
    }
}
