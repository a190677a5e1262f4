import Failures
public import FoundationEssentials
public import Manifest
public import ObjectStorage

/// Checks what is archived against the bucket: some videos at a time, in the order of their keys.
public struct Verification: Sendable {
    let manifest: Manifest
    let bucket: Bucket
    let options: VerifyOptions
    let notice: @Sendable (VerifyNotice) -> Void
    let now: @Sendable () -> Date
    private let link: @Sendable (VideoRecord) -> String?
    private let check: VideoCheck
    private let repair: Repair?

    /// - Parameters:
    ///   - manifest: opened for writing where the verification is deep or repairs.
    ///   - patience: for reading back; other requests have the bucket's.
    ///   - repair: what is done about objects that are gone or wrong; `nil`: nothing.
    ///   - notice: is told what the verification has to say about itself.
    ///   - link: the permanent link of an archived video.
    public init(
        manifest: Manifest, bucket: Bucket, web: any WebReading, options: VerifyOptions, advice: LinkAdvice,
        patience: Patience, repair: Repair? = nil, notice: @escaping @Sendable (VerifyNotice) -> Void = { _ in },
        now: @escaping @Sendable () -> Date = { Date() }, link: @escaping @Sendable (VideoRecord) -> String?
    ) {
        self.manifest = manifest
        self.bucket = bucket
        self.options = options
        self.repair = repair
        self.notice = notice
        self.now = now
        self.link = link
        check = VideoCheck(
            bucket: bucket, reading: DeepRead(bucket: bucket, web: web, patience: patience),
            linkCheck: LinkCheck(web: web), advice: advice, options: options, settlesChanges: repair != nil, now: now)
    }

    /// - Parameters:
    ///   - taskIDs: only these tasks; empty: all.
    ///   - report: is told of each video; of those to be repaired at the end.
    /// - Throws: what `report` throws.
    public func run(
        taskIDs: [String], report: @Sendable (VerifiedVideo) throws -> Void
    ) async throws -> VerifySummary {
        var state = State()
        do {
            if taskIDs.isEmpty {
                try await runAll(&state, report)
            } else {
                for taskID in taskIDs where !Task.isCancelled { try await run(taskID, &state, report) }
            }
            // Who names tasks knows what is to be repaired.
            if taskIDs.isEmpty, RepairBrake.holds(faulty: state.faulty.count, of: state.answered) {
                try hold(&state, report)
            }
            try await repairFaulty(&state, report)
            if taskIDs.isEmpty {
                let told = state.summary.repairs[.later] ?? 0
                state.summary.awaitingRepair = max(0, try manifest.countReopened() - told)
            }
        } catch let failure as Failure {
            // What it fails with when it is told to stop is no news.
            if !Task.isCancelled { state.summary.stop(failure) }
        }
        if Task.isCancelled { state.summary.isComplete = false }
        // What could not be repaired any more is told all the same.
        for video in state.faulty { try tell(video, &state, report) }
        if state.isHeld { state.summary.hold(state.summary.repairs[.held] ?? 0, of: state.answered) }
        return state.summary
    }

    /// What is counted, and what waits for its repair.
    struct State {
        var summary = VerifySummary()
        var faulty: [VerifiedVideo] = []
        /// Videos the bucket gave an answer about.
        var answered = 0
        var silence = StorageSilence()
        /// Whether too many are gone or wrong for a repair.
        var isHeld = false
    }

    /// A video, and what the list says of it.
    typealias Look = (video: VideoRecord, listing: Listing)

    private func run(
        _ taskID: String, _ state: inout State, _ report: (VerifiedVideo) throws -> Void
    ) async throws {
        let videos = try manifest.videos(of: taskID)
        if videos.isEmpty {
            state.summary.unknown.append(taskID)
            state.summary.note(.unknownTask)
        }
        state.summary.notArchived += videos.filter { $0.state != .archived }
        try await run(videos.filter { $0.state == .archived }.map { ($0, .unasked) }, &state, report)
    }

    /// Some at a time; what is ready early waits for its turn to be told.
    func run(_ looks: [Look], _ state: inout State, _ report: (VerifiedVideo) throws -> Void) async throws {
        try await withThrowingTaskGroup(of: (number: Int, video: VerifiedVideo).self) { group in
            var waiting = looks.enumerated().makeIterator()
            func addTask() {
                guard let (number, look) = waiting.next() else { return }
                group.addTask {
                    (number, try await check.check(look.video, link: link(look.video), listing: look.listing))
                }
            }
            for _ in 0..<max(1, options.concurrency) { addTask() }
            var ready: [Int: VerifiedVideo] = [:]
            var told = 0
            while let checked = try await group.next() {
                // What a cancelled check says is not about the video.
                if Task.isCancelled { return }
                ready[checked.number] = checked.video
                while let video = ready.removeValue(forKey: told) {
                    try take(video, of: looks[told].video, &state, report)
                    told += 1
                }
                addTask()
            }
        }
    }

    private func take(
        _ video: VerifiedVideo, of record: VideoRecord, _ state: inout State, _ report: (VerifiedVideo) throws -> Void
    ) throws {
        if options.isDeep || repair != nil, video.isProven {
            let isSameETag = video.object?.etag?.lowercased() == record.etag?.lowercased()
            try manifest.recordRead(video.key, etag: isSameETag ? nil : video.object?.etag, at: now())
        }
        if !video.problems.contains(where: \.kind.isUnanswered) { state.answered += 1 }
        if repair != nil, video.problems.contains(where: \.kind.isRepaired) {
            state.faulty.append(video)
            if state.isHeld { try hold(&state, report) }
        } else {
            try tell(video, &state, report)
        }
        try state.silence.note(video)
    }

    /// Tells of what is left as it is.
    func hold(_ state: inout State, _ report: (VerifiedVideo) throws -> Void) throws {
        guard repair != nil else { return }
        state.isHeld = true
        for var video in state.faulty {
            video.repair = RepairOutcome(kind: .held, reason: nil)
            try tell(video, &state, report)
        }
        state.faulty = []
    }

    private func tell(
        _ video: VerifiedVideo, _ state: inout State, _ report: (VerifiedVideo) throws -> Void
    ) throws {
        state.summary.count(video)
        try report(video)
        if video.repair?.kind == .lost { try manifest.markReported(failures: [], losses: [video.key], at: now()) }
    }

    private func repairFaulty(_ state: inout State, _ report: (VerifiedVideo) throws -> Void) async throws {
        guard let repair else { return }
        let scene = Repair.Scene(manifest: manifest, bucket: bucket, check: check, now: now)
        while !state.faulty.isEmpty, !Task.isCancelled {
            let batch = Array(state.faulty.prefix(Repair.batch))
            let repaired = try await repair.repair(batch, scene)
            state.faulty.removeFirst(batch.count)
            for video in repaired { try tell(video, &state, report) }
        }
    }
}
