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
        /// The round in which the manifest keeps what the list called running; `nil` where the list told nothing.
        var round: String?
        /// Of the tasks that were asked for just before, those that the list calls ended.
        var ended: Set<String> = []
        /// Why the list was not read whole.
        var problem: Failure?
    }

    let manifest: Manifest
    let studio: ModelStudioClient
    let scope: Scope
    let region: String
    let now: @Sendable () -> Date
    /// Tasks that were asked for just before.
    var askedFirst: Set<String> = []

    /// Reads the list until it is read whole, or moves too much for that. What was found before a failure stays.
    func discover() async -> Findings {
        let first = await read()
        // A reply has taught the service's time, and hours lie between that and the machine's: the windows are others.
        guard first.isAtOdds(with: now()) else { return first.findings }
        var second = await read().findings
        second.added += first.findings.added
        second.ended.formUnion(first.findings.ended)
        return second
    }

    private func read() async -> DiscoveryReading {
        var reading = DiscoveryReading(began: now(), window: scope.window)
        do throws(Failure) {
            for window in reading.windows {
                let verdict = try await read(window, &reading)
                reading.findings.problem = reading.findings.problem ?? Self.problem(verdict)
            }
            try record(reading.running.finish(waiting: try manifest.counts(of: [.waiting])[.waiting]), reading)
        } catch {
            reading.findings.problem = error
        }
        return reading
    }

    /// Reads a window part by part, each small enough to fit on a page.
    private func read(
        _ window: ListWindow, _ reading: inout DiscoveryReading
    ) async throws(Failure) -> PassVerdict {
        var verdict = PassVerdict.done
        let began = Int64(reading.began.timeIntervalSince1970)
        var open = OpenWindows(window, try await firstPage(of: window, &reading))
        while let (window, page) = open.next() {
            switch WindowStep(window, page, largest: reading.largestPage, began: began) {
            case .whole: continue
            case .split(let cuts):
                let parts = try await self.parts(of: window, page, cuts, &reading)
                if let parts {
                    open.add(parts)
                    continue
                }
            case .pages: break
            }
            let outcome = try await readByPages(window, &reading)
            if verdict == .done { verdict = outcome }
        }
        return open.isCut ? .endless : verdict
    }

    /// Reads the first pages of the parts of a window.
    ///
    /// - Returns: `nil` where the parts do not hold what the whole does.
    private func parts(
        of window: ListWindow, _ page: FirstPage, _ cuts: [Int64], _ reading: inout DiscoveryReading
    ) async throws(Failure) -> [(ListWindow, FirstPage)]? {
        var parts: [(ListWindow, FirstPage)] = []
        for part in window.parts(cutAt: cuts) { parts.append((part, try await firstPage(of: part, &reading))) }
        let totals = parts.map(\.1.total)
        switch PartsVerdict(whole: page.total, parts: totals) {
        case .complete: return parts
        case .alike: return nil
        case .fewer:
            let now = try await firstPage(of: window, &reading).total
            return now > totals.reduce(0, +) ? nil : parts
        }
    }

    private func firstPage(
        of window: ListWindow, _ reading: inout DiscoveryReading
    ) async throws(Failure) -> FirstPage {
        FirstPage(try await list(window, page: 1, &reading))
    }

    /// Passes over one window until one was quiet, or no more are worth it.
    private func readByPages(
        _ window: ListWindow, _ reading: inout DiscoveryReading
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

    private func pass(over window: ListWindow, _ reading: inout DiscoveryReading) async throws(Failure) -> ListPass {
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
        _ window: ListWindow, page: Int, _ reading: inout DiscoveryReading
    ) async throws(Failure) -> TaskPage {
        let page = try await studio.list(
            from: window.from, to: window.to, page: page, size: ListPass.pageSize)
        if reading.isAtOdds(with: now()) {
            throw Failure(
                "studio.clock-changed", "the clock changed while Model Studio's list of tasks was read",
                remedy: "the next run looks again", disposition: .retry())
        }
        reading.findings.round = reading.round
        reading.largestPage = max(reading.largestPage, page.rows.count)
        try take(page, &reading)
        return page
    }

    /// Adds what is new on a page, and notes what is running, whether it is looked for or not.
    private func take(_ page: TaskPage, _ reading: inout DiscoveryReading) throws(Failure) {
        let wanted = page.rows.filter { isInScope($0, since: reading.start) }
        // Tasks created meanwhile are no sign of one that was hidden.
        let old = try add(wanted.filter { ($0.createdAt ?? .distantPast) < reading.began })
        let young = try add(wanted.filter { ($0.createdAt ?? .distantPast) >= reading.began })
        reading.addedBefore += old
        reading.findings.added += old + young
        try record(reading.running.take(page.rows), reading)
        let ended = page.rows.lazy.filter { $0.status.isTerminal && askedFirst.contains($0.taskID) }
        reading.findings.ended.formUnion(ended.map(\.taskID))
    }

    private func record(_ rows: [ListedTask], _ reading: DiscoveryReading) throws(Failure) {
        try manifest.recordListed(rows, round: reading.round, at: now())
    }

    private func add(_ rows: [TaskRow]) throws(Failure) -> Int {
        if rows.isEmpty { return 0 }
        return try manifest.add(
            rows.map { NewTask(taskID: $0.taskID, model: $0.model, region: region, submittedAt: $0.createdAt) },
            origin: .discovered, now: now())
    }

    private func isInScope(_ row: TaskRow, since start: Date) -> Bool {
        guard row.mayBringVideo else { return false }
        guard scope.models.isEmpty || row.model.map(scope.models.contains) == true else { return false }
        guard let createdAt = row.createdAt, createdAt < start, row.status.isTerminal else { return true }
        // A result may be kept for 24 hours from the end of its task.
        return row.endedAt.map { $0 >= start } ?? false
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
