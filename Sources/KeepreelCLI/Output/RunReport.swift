import Archiving
import Failures
import FoundationEssentials
import Manifest
import Settings

/// The result of a run on standard output: one line, or one JSON object. A dry run lists what would be archived.
struct RunReport {
    let context: CommandContext
    let format: ReportFormat
    /// The tasks the run was restricted to.
    let only: [String]?
    let start: Date
    /// What a dry run would archive, in its order; `nil` for a real run.
    let dryRunList: [VideoKey]?

    func write(_ summary: RunSummary, manifest: Manifest) throws {
        var summary = summary
        // With --limit a dry run tells of so many videos, in the list and in the count.
        if let dryRunList { summary.deferred = dryRunList.count }
        switch format {
        case .json: try writeJSON(summary, manifest: manifest)
        case .text:
            try forEachOfDryRun(manifest) { video in
                try StandardOutput.show("would archive task \(video.key)\(Self.timeLeft(of: video, at: Date()))\n")
            }
            if !context.options.quiet {
                try StandardOutput.show(Self.line(summary, isDryRun: dryRunList != nil) + "\n")
            }
        }
    }

    /// Reads the records one by one, so that only keys are held in memory.
    private func forEachOfDryRun(_ manifest: Manifest, _ body: (VideoRecord) throws -> Void) throws {
        for key in dryRunList ?? [] {
            if let video = try manifest.videos(of: key.taskID).first(where: { $0.key == key }) { try body(video) }
        }
    }

    /// A URL that lives is of use even after its task was forgotten.
    static func timeLeft(of video: VideoRecord, at now: Date) -> String {
        if let end = video.expiresAt, end <= now { return ", URL expired, to be asked for again" }
        let end = video.dueAt.flatMap { $0 > now ? $0 : nil } ?? video.expiresAt
        return end.map { ", \(HumanText.span($0.timeIntervalSince(now))) left" } ?? ""
    }

    /// `keepreel: 12 archived (34.1 MB), 1 pending, …`; what is zero is left out, save the archived; a dry run begins with
    /// what it would archive. Then how well everything is covered, whatever run did it.
    static func line(_ summary: RunSummary, isDryRun: Bool) -> String {
        var parts = [
            isDryRun
                ? "\(summary.deferred) to archive"
                : "\(summary.archived) archived (\(HumanText.bytes(summary.bytes)))"
        ]
        func add(_ count: Int, _ what: String) {
            if count > 0 { parts.append("\(count) \(what)") }
        }
        add(summary.discovered, "discovered")
        add(summary.pending, "pending")
        add(summary.failed, "failed at Model Studio")
        add(summary.lost, "LOST")
        if !isDryRun { add(summary.deferred, "deferred") }
        return "keepreel\(isDryRun ? " (dry run)" : ""): " + parts.joined(separator: ", ")
            + ", \(HumanText.seconds(summary.seconds)); \(line(summary.coverage, of: summary.coverageSpan))"
    }

    /// `coverage of 24h: 814 finished, 810 archived, 3 open, 1 lost; 5 pending, 0 at risk`: what finished is one of the
    /// three behind it. Videos whose task was forgotten before it was known to have finished are told apart.
    private static func line(_ coverage: Coverage, of window: Duration) -> String {
        let lost = coverage.finished - coverage.archived - coverage.open
        let forgotten = coverage.lost - lost
        return "coverage of \(HumanText.hours(window)): \(coverage.finished) finished, "
            + "\(coverage.archived) archived, \(coverage.open) open, \(lost) lost; "
            + "\(coverage.pending) pending, \(coverage.atRisk) at risk"
            + (forgotten > 0 ? ", \(forgotten) lost of unknown tasks" : "")
    }

    private func writeJSON(_ summary: RunSummary, manifest: Manifest) throws {
        let head =
            "{\"discovered\":\(summary.discovered),\"queried\":\(summary.queried),\"archived\":\(summary.archived),"
            + "\"bytes\":\(summary.bytes),\"pending\":\(summary.pending),\"failed\":\(summary.failed),"
            + "\"lost\":\(summary.lost),\"deferred\":\(summary.deferred),"
            + "\"seconds\":\(JSONLine.seconds(summary.seconds)),\"videos\":["
        try StandardOutput.write(head)
        var separator = ""
        let links = context.links
        func put(_ video: VideoRecord) throws {
            try StandardOutput.write(separator + Self.json(video, links: links))
            separator = ","
        }
        if dryRunList != nil {
            try forEachOfDryRun(manifest, put)
        } else {
            // What this run touched is read back from the manifest, so that memory does not grow with it.
            try manifest.forEachEntry(EntryFilter(taskIDs: only, changedSince: start)) { _, video in try put(video) }
        }
        try StandardOutput.write("]}\n")
    }

    private static func json(_ video: VideoRecord, links: LinkRule) -> String {
        "{\"task_id\":\(JSONLine.string(video.key.taskID)),\"index\":\(video.key.index),"
            + "\"state\":\"\(video.state.rawValue)\",\"url\":\(JSONLine.string(links.url(of: video))),"
            + "\"error\":\(JSONLine.string(video.lastError?.description))}"
    }
}
