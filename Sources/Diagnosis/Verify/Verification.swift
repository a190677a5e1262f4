import Failures
public import Manifest
public import ObjectStorage

/// Checks what is archived against the bucket: some videos at a time, in the order of their task ids.
public struct Verification: Sendable {
    private let manifest: Manifest
    private let link: @Sendable (VideoRecord) -> String?
    private let check: VideoCheck

    /// - Parameters:
    ///   - link: the permanent link of an archived video.
    ///   - patience: for reading back; other requests have the bucket's.
    public init(
        manifest: Manifest, bucket: Bucket, web: any WebReading, options: VerifyOptions, advice: LinkAdvice,
        patience: Patience, link: @escaping @Sendable (VideoRecord) -> String?
    ) {
        self.manifest = manifest
        self.link = link
        check = VideoCheck(
            bucket: bucket, reading: DeepRead(bucket: bucket, web: web, patience: patience),
            linkCheck: LinkCheck(web: web), advice: advice, options: options)
    }

    /// Videos that are read from the manifest at once.
    private static let pageLength = 256

    /// - Parameters:
    ///   - taskIDs: only these tasks; empty: all.
    ///   - report: is told of each video, in their order.
    /// - Throws: what `report` throws.
    public func run(
        taskIDs: [String], report: @Sendable (VerifiedVideo) throws -> Void
    ) async throws -> VerifySummary {
        var summary = VerifySummary()
        do {
            if taskIDs.isEmpty {
                try await runAll(&summary, report)
            } else {
                for taskID in taskIDs where !Task.isCancelled { try await run(taskID, &summary, report) }
            }
        } catch let failure as Failure {
            summary.stop(failure)
        }
        return summary
    }

    private func runAll(_ summary: inout VerifySummary, _ report: (VerifiedVideo) throws -> Void) async throws {
        var last: VideoKey?
        repeat {
            let page = try manifest.archivedVideos(after: last, limit: Self.pageLength)
            try await run(page, &summary, report)
            last = page.count == Self.pageLength ? page.last?.key : nil
        } while last != nil && !Task.isCancelled
    }

    private func run(
        _ taskID: String, _ summary: inout VerifySummary, _ report: (VerifiedVideo) throws -> Void
    ) async throws {
        let videos = try manifest.videos(of: taskID)
        if videos.isEmpty {
            summary.unknown.append(taskID)
            summary.status = summary.status.orGraver(.unknownTask)
        }
        summary.notArchived += videos.filter { $0.state != .archived }
        try await run(videos.filter { $0.state == .archived }, &summary, report)
    }

    /// Some at a time; what is ready early waits for its turn to be told.
    private func run(
        _ videos: [VideoRecord], _ summary: inout VerifySummary, _ report: (VerifiedVideo) throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: (number: Int, video: VerifiedVideo).self) { group in
            var waiting = videos.enumerated().makeIterator()
            func addTask() {
                guard let (number, video) = waiting.next() else { return }
                group.addTask { (number, try await check.check(video, link: link(video))) }
            }
            for _ in 0..<max(1, check.options.concurrency) { addTask() }
            var ready: [Int: VerifiedVideo] = [:]
            var told = 0
            while let checked = try await group.next() {
                // What a cancelled check says is not about the video.
                if Task.isCancelled { return }
                ready[checked.number] = checked.video
                while let video = ready.removeValue(forKey: told) {
                    told += 1
                    summary.count(video)
                    try report(video)
                }
                addTask()
            }
        }
    }
}
