import Failures
import FoundationEssentials
import Manifest
import ModelStudio

/// Finds the account's tasks in Model Studio's list and adds those the manifest does not know.
public struct Discovery: Sendable {
    /// What is looked for.
    public struct Scope: Sendable, Equatable {
        /// Model names; empty for every model.
        public var models: Set<String>
        /// How far back, at most 24 hours.
        public var window: Duration

        /// What is looked for, and how far back.
        public init(models: Set<String>, window: Duration) {
            self.models = models
            self.window = window
        }
    }

    /// What came of a discovery.
    struct Findings: Sendable {
        /// Tasks that were new.
        var added = 0
        /// The list told nothing before this time; `nil` where it told nothing at all.
        var toldSince: Date?
        /// Why the list was not read whole.
        var problem: Failure?
    }

    let manifest: Manifest
    let studio: ModelStudioClient
    let scope: Scope
    let region: String
    let now: @Sendable () -> Date

    /// Reads the list until it is read whole, or moves too much for that. What was found before a failure stays.
    func discover() async -> Findings {
        let first = await read()
        // A reply has taught the service's time, and hours lie between that and the machine's: the windows are others.
        guard first.isAtOdds(with: now()) else { return first.findings }
        var second = await read().findings
        second.added += first.findings.added
        return second
    }

    private func read() async -> DiscoveryReading {
        var reading = DiscoveryReading(began: now(), window: scope.window)
        do throws(Failure) {
            for window in reading.windows {
                let verdict = try await read(window, &reading)
                reading.findings.problem = reading.findings.problem ?? Self.problem(verdict)
            }
            try record(reading.running.finish(waiting: try manifest.counts()[.waiting]), reading)
        } catch {
            reading.findings.problem = error
        }
        return reading
    }

    /// Passes over one window until one was quiet, or no more are worth it.
    private func read(
        _ window: Range<Date>, _ reading: inout DiscoveryReading
    ) async throws(Failure) -> PassVerdict {
        var passes = 0
        while true {
            passes += 1
            reading.addedBefore = 0
            let pass = try await pass(over: window, &reading)
            let verdict = PassVerdict(passes: passes, pass: pass, added: reading.addedBefore)
            if verdict != .again { return verdict }
        }
    }

    private static func problem(_ verdict: PassVerdict) -> Failure? {
        switch verdict {
        case .done, .again: nil
        case .moving:
            Failure(
                "studio.list-moving", "Model Studio's list of tasks kept changing while it was read",
                remedy: "the next run looks again", disposition: .retry())
        case .endless:
            Failure(
                "studio.list-endless", "Model Studio's list of tasks repeats itself or has no end",
                remedy: "the next run looks again; a task that is missing can be added by its id",
                disposition: .retry())
        }
    }

    private func pass(over window: Range<Date>, _ reading: inout DiscoveryReading) async throws(Failure) -> ListPass {
        var pass = ListPass()
        while pass.hasMore {
            let page = try await list(window, page: pass.pages + 1, &reading)
            pass.take(page.rows.map(\.taskID), total: page.total)
        }
        if pass.asksForFirstPageAgain {
            let page = try await list(window, page: 1, &reading)
            pass.takeFirstAgain(page.rows.map(\.taskID), total: page.total)
        }
        return pass
    }

    private func list(
        _ window: Range<Date>, page: Int, _ reading: inout DiscoveryReading
    ) async throws(Failure) -> TaskPage {
        let page = try await studio.list(
            from: window.lowerBound, to: window.upperBound, page: page, size: ListPass.pageSize)
        if reading.isAtOdds(with: now()) {
            throw Failure(
                "studio.clock-changed", "the clock changed while Model Studio's list of tasks was read",
                remedy: "the next run looks again", disposition: .retry())
        }
        reading.findings.toldSince = reading.began
        try take(page, &reading)
        return page
    }

    /// Adds what is new on a page, and notes what is running.
    private func take(_ page: TaskPage, _ reading: inout DiscoveryReading) throws(Failure) {
        let inScope = page.rows.filter { isInScope($0, since: reading.start) }
        let wanted = inScope.filter(\.mayBringVideo)
        // Tasks created meanwhile are no sign of one that was hidden.
        let old = try add(wanted.filter { ($0.createdAt ?? .distantPast) < reading.began })
        let young = try add(wanted.filter { ($0.createdAt ?? .distantPast) >= reading.began })
        reading.addedBefore += old
        reading.findings.added += old + young
        try record(reading.running.take(inScope), reading)
    }

    private func record(_ running: [ListedTask], _ reading: DiscoveryReading) throws(Failure) {
        // The service's time is learnt anew from each reply and may run back a little.
        try manifest.recordListed(running, at: max(now(), reading.began))
    }

    private func add(_ rows: [TaskRow]) throws(Failure) -> Int {
        if rows.isEmpty { return 0 }
        return try manifest.add(
            rows.map { NewTask(taskID: $0.taskID, model: $0.model, region: region, submittedAt: $0.createdAt) },
            origin: .discovered, now: now())
    }

    private func isInScope(_ row: TaskRow, since start: Date) -> Bool {
        guard scope.models.isEmpty || row.model.map(scope.models.contains) == true else { return false }
        return row.createdAt.map { $0 >= start } ?? true
    }
}

extension TaskRow {
    /// Whether the task has a video or may still come to one.
    fileprivate var mayBringVideo: Bool {
        switch status {
        case .succeeded, .pending, .running, .other: true
        case .failed, .canceled, .unknown: false
        }
    }
}
