import ArgumentParser
import Diagnosis
import Failures
import FoundationEssentials
import Manifest
import Settings

/// `keepreel prune`
struct PruneCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune",
        abstract: "Aborts keepreel's own orphaned multipart uploads.",
        usage: "keepreel prune [options]",
        discussion: """
            Aborted is only what the manifest says keepreel began and gave up, and what export --publish left of its own \
            objects. Other unfinished uploads under the prefix \
            are listed and left alone.
            Exit codes: 77 an abort or the list is refused; 69 the storage cannot be reached; 75 the rest is left to the \
            next call.
            """)

    @OptionGroup var report: FormatOption

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Leave younger uploads alone (default: 1d).", valueName: "time"),
        transform: TimeSpan.init(text:))
    var olderThan: TimeSpan?

    @Flag(help: "List what would be aborted; abort nothing.")
    var dryRun = false

    private static let defaultAge = 86_400.0

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let context = try CommandContext(options)
        let place = try context.settings.requireStorage()
        let bucket = try await context.bucket(try context.httpClient())
        let manifest = dryRun ? try context.readManifest() : try context.openManifest()
        let pruning = Pruning(bucket: bucket, manifest: manifest, prefix: place.prefix)
        let oldest = context.now - (olderThan?.seconds ?? Self.defaultAge)
        let output = PruneOutput(format: report.format, isDryRun: dryRun, context: context)
        let isDryRun = dryRun
        let status = try await Interruption.ending(console: context.console) { _ in
            let report = try await pruning.prune(begunBefore: oldest, isDryRun: isDryRun)
            try output.write(report)
            return report.status
        }
        try manifest.close()
        if status != .done { throw status }
    }
}
