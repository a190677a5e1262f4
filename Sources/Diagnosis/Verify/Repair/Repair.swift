import Failures
import FoundationEssentials
import Manifest
import ObjectStorage

/// Archives again what is gone or wrong, as long as Model Studio has it, and marks the rest as lost.
public struct Repair: Sendable {
    private let archive: @Sendable (Set<String>) async -> RepairRun

    /// - Parameter archive: runs the archival of these tasks. What is wrong with their objects stays until the upload
    ///   replaces it, whatever the settings say of other objects.
    public init(archive: @escaping @Sendable (Set<String>) async -> RepairRun) { self.archive = archive }

    /// So many videos are repaired together.
    static let batch = 200

    /// What a repair works on.
    struct Scene: Sendable {
        let manifest: Manifest
        let bucket: Bucket
        let check: VideoCheck
        let now: @Sendable () -> Date
    }

    /// - Parameter faulty: videos that were found to be gone or wrong.
    /// - Returns: the same, each with what came of it.
    func repair(_ faulty: [VerifiedVideo], _ scene: Scene) async throws(Failure) -> [VerifiedVideo] {
        var results: [VerifiedVideo] = []
        var reopened: Set<String> = []
        for video in faulty {
            var result = video
            switch try begin(video, scene) {
            case .reopen: reopened.insert(video.key.taskID)
            case .forsake: break
            case .leave:
                result.repair = RepairOutcome(
                    kind: .blocked, reason: "the object was not stored by keepreel, and is left alone")
            }
            results.append(result)
        }
        let run = reopened.isEmpty ? RepairRun(status: .done) : await archive(reopened)
        for number in results.indices where results[number].repair == nil {
            try await settle(&results[number], run, scene)
        }
        return results
    }

    private func begin(_ video: VerifiedVideo, _ scene: Scene) throws(Failure) -> RepairStep {
        guard let problem = video.problems.first(where: \.kind.isRepaired),
            let task = try scene.manifest.task(video.key.taskID)
        else { return .leave }
        let now = scene.now()
        let step = RepairStep(
            problem.kind, isOurs: video.object?.isOurs, age: now.timeIntervalSince(task.beganAt))
        let reason = Self.reason(problem)
        switch step {
        case .leave: break
        case .forsake:
            let forgotten = RecordedError(
                code: reason.code, message: "\(problem.found), and Model Studio has forgotten the task")
            try scene.manifest.forsake(video.key, reason: forgotten, at: now)
        case .reopen:
            // From here on a run that finds it does the same.
            try scene.manifest.reopen(video.key, reason: reason, at: now)
        }
        return step
    }

    /// Why a video leaves the archive, as the manifest keeps it until something else is known.
    private static func reason(_ problem: VideoProblem) -> RecordedError {
        RecordedError(code: "verify.\(problem.kind.name)", message: problem.found)
    }

    private func settle(
        _ video: inout VerifiedVideo, _ run: RepairRun, _ scene: Scene
    ) async throws(Failure) {
        let key = video.key
        guard let record = try scene.manifest.videos(of: key.taskID).first(where: { $0.key == key }) else { return }
        switch record.state {
        case .archived:
            let again = try await scene.check.check(record, link: video.link, listing: .unasked)
            video.repair = RepairOutcome(kind: .repaired, reason: nil)
            // What its link had is as it is by now; what was repaired is still told.
            video.problems = video.problems.filter(\.kind.isRepaired) + again.problems
            video.bytesRead += again.bytesRead
            video.didOpenLink = again.didOpenLink
            video.status = again.status
        case .lost, .none:
            video.repair = RepairOutcome(kind: .lost, reason: record.lastError?.message)
            video.status = .lost
        case .waiting, .pending, .archiving:
            let isUnasked = video.problems.contains { Self.reason($0) == record.lastError }
            let reason = isUnasked ? run.trouble?.message : record.lastError?.message
            video.repair = RepairOutcome(kind: .later, reason: reason)
            video.status = run.status.orGraver(.unfinished)
        }
    }
}
