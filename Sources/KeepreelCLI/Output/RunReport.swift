import Archiving
import Failures
import FoundationEssentials
import Manifest

/// The result of a run on standard output: one line, or one JSON object.
struct RunReport {
    let context: CommandContext
    let format: ReportFormat
    let isDryRun: Bool

    func write(
        _ summary: RunSummary, status: ExitStatus, manifest: Manifest, since start: Date, only: [String]?
    ) throws {
        switch format {
        case .json: try writeJSON(summary, manifest: manifest, since: start, only: only)
        case .text:
            if !context.options.quiet { try StandardOutput.write(Self.line(summary, isDryRun: isDryRun) + "\n") }
        }
    }

    /// `keepreel: 12 archived (34.1 MB), 1 pending, …`; what is zero is left out, save the archived.
    static func line(_ summary: RunSummary, isDryRun: Bool) -> String {
        var parts = ["\(summary.archived) archived (\(HumanText.bytes(summary.bytes)))"]
        func add(_ count: Int, _ what: String) {
            if count > 0 { parts.append("\(count) \(what)") }
        }
        add(summary.discovered, "discovered")
        add(summary.pending, "pending")
        add(summary.failed, "failed at Model Studio")
        add(summary.lost, "LOST")
        add(summary.deferred, isDryRun ? "to archive" : "deferred")
        return "keepreel\(isDryRun ? " (dry run)" : ""): " + parts.joined(separator: ", ")
            + ", \(HumanText.oneDecimal(summary.seconds)) s"
    }

    private func writeJSON(_ summary: RunSummary, manifest: Manifest, since start: Date, only: [String]?) throws {
        let head =
            "{\"discovered\":\(summary.discovered),\"queried\":\(summary.queried),\"archived\":\(summary.archived),"
            + "\"bytes\":\(summary.bytes),\"pending\":\(summary.pending),\"failed\":\(summary.failed),"
            + "\"lost\":\(summary.lost),\"deferred\":\(summary.deferred),"
            + "\"seconds\":\(JSONLine.seconds(summary.seconds)),\"videos\":["
        try StandardOutput.write(head)
        var separator = ""
        // What this run touched is read back from the manifest, so that memory does not grow with it.
        let filter =
            isDryRun
            ? EntryFilter(states: [.pending, .archiving], taskIDs: only)
            : EntryFilter(taskIDs: only, changedSince: start)
        try manifest.forEachEntry(filter) { _, video in
            try StandardOutput.write(separator + Self.json(video, links: context.links))
            separator = ","
        }
        try StandardOutput.write("]}\n")
    }

    private static func json(_ video: VideoRecord, links: LinkRule) -> String {
        "{\"task_id\":\(JSONLine.string(video.key.taskID)),\"index\":\(video.key.index),"
            + "\"state\":\"\(video.state.rawValue)\",\"url\":\(JSONLine.string(links.url(of: video))),"
            + "\"error\":\(JSONLine.string(video.lastError?.description))}"
    }
}
