public import Failures
import FoundationEssentials
import Manifest
import ObjectStorage

/// Archives again what is gone or wrong, as long as Model Studio has it, and marks the rest as lost.
public struct Repair: Sendable {
    private let overwrites: Bool
    private let archive: @Sendable (Set<String>) async -> ExitStatus

    /// - Parameters:
    ///   - overwrites: whether an upload may replace an object; else what is wrong is removed before.
    ///   - archive: runs the archival of these tasks.
    public init(overwrites: Bool, archive: @escaping @Sendable (Set<String>) async -> ExitStatus) {
        self.overwrites = overwrites
        self.archive = archive
    }

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
            switch try await begin(video, scene) {
            case .reopen: reopened.insert(video.key.taskID)
            case .forsake: break
            case .leave:
                result.repair = RepairOutcome(
                    kind: .blocked, reason: "the object was not stored by keepreel, and is left alone")
            }
            results.append(result)
        }
        let status = reopened.isEmpty ? ExitStatus.done : await archive(reopened)
        for number in results.indices where results[number].repair == nil {
            try await settle(&results[number], archival: status, scene)
        }
        return results
    }

    private func begin(_ video: VerifiedVideo, _ scene: Scene) async throws(Failure) -> RepairStep {
        guard let problem = video.problems.first(where: \.kind.isRepaired),
            let task = try scene.manifest.task(video.key.taskID)
        else { return .leave }
        let now = scene.now()
        let step = RepairStep(
            problem.kind, isOurs: video.object?.isOurs, age: now.timeIntervalSince(task.beganAt))
        let reason = RecordedError(code: "verify.\(problem.kind.name)", message: problem.found)
        switch step {
        case .leave: break
        case .forsake:
            let forgotten = RecordedError(
                code: reason.code, message: "\(problem.found), and Model Studio has forgotten the task")
            try scene.manifest.forsake(video.key, reason: forgotten, at: now)
        case .reopen:
            // From here on a run that finds it does the same.
            try scene.manifest.reopen(video.key, reason: reason, at: now)
            if !overwrites, video.object != nil, let key = video.objectKey { try await scene.bucket.delete(key) }
        }
        return step
    }

    private func settle(
        _ video: inout VerifiedVideo, archival: ExitStatus, _ scene: Scene
    ) async throws(Failure) {
        let key = video.key
        guard let record = try scene.manifest.videos(of: key.taskID).first(where: { $0.key == key }) else { return }
        switch record.state {
        case .archived:
            let again = try await scene.check.check(record, link: video.link, listing: .unasked)
            video.repair = RepairOutcome(kind: .repaired, reason: nil)
            video.problems += again.problems
            video.bytesRead += again.bytesRead
            video.status = again.status
        case .lost, .none:
            video.repair = RepairOutcome(kind: .lost, reason: record.lastError?.message)
            video.status = .lost
        case .waiting, .pending, .archiving:
            video.repair = RepairOutcome(kind: .later, reason: record.lastError?.message)
            video.status = archival.orGraver(.unfinished)
        }
    }
}
