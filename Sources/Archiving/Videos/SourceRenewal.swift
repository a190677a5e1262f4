import Failures
import FoundationEssentials
import Manifest
import ModelStudio

/// Asks Model Studio once more for a video whose URL died.
struct SourceRenewal: Sendable {
    let manifest: Manifest
    let studio: ModelStudioClient
    /// The region `studio` answers for.
    let region: String
    let now: @Sendable () -> Date

    enum Answer {
        /// The video with a URL that is not the old one.
        case fresh(VideoRecord)
        /// Model Studio has no other URL.
        case nothingNew
        /// Model Studio could not be asked.
        case unanswered(Failure)
    }

    /// - Throws: what the manifest throws; that Model Studio does not answer is an answer here.
    func renew(_ video: VideoRecord, of task: TaskRecord) async throws(Failure) -> Answer {
        if task.isElsewhere(than: region) {
            return .unanswered(
                Failure(
                    "studio.other-region", "its URL can only be renewed in region \(task.region ?? "")",
                    remedy: "run with studio.region: \(task.region ?? "")", disposition: .giveUp))
        }
        let report: TaskReport
        do throws(Failure) {
            report = try await studio.query(video.key.taskID)
            if report.status == .unknown { try await studio.confirmUnknown(video.key.taskID) }
        } catch {
            return .unanswered(error)
        }
        guard
            case .media(let url, _)? = report.results.first(where: { $0.index == video.key.index })?.outcome,
            url != video.sourceURL
        else { return .nothingNew }
        let deadline = SignedURL.deadline(url: url, endedAt: report.endedAt, submittedAt: report.submittedAt)
        try manifest.renew(video.key, url: url, expiresAt: deadline, at: now())
        var renewed = video
        renewed.sourceURL = url
        renewed.expiresAt = deadline
        return .fresh(renewed)
    }
}
