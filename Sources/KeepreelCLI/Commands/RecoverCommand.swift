import Archiving
import ArgumentParser
import Diagnosis
import Failures
import FoundationEssentials
import Manifest
import ObjectStorage
import Settings

/// `keepreel recover`
struct RecoverCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recover",
        abstract: "Rebuilds the manifest from the bucket after the database was lost.",
        usage: "keepreel recover [options]",
        discussion: """
            It lists the bucket under the prefix of storage.url. A list tells no metadata, so each object that the \
            manifest does not have yet, with the same size and ETag, costs one HEAD request. Objects that keepreel did \
            not store are counted and left alone; in the bucket nothing is changed. What verify found to be gone or wrong is \
            read back, and becomes archived again only if its bytes are right.

            What a manifest knows stays: a video that is archived is left as it is, one that is not, and whose object is \
            there whole, becomes archived. A recovery that was stopped goes on where it was when it is started again.

            Move a damaged manifest away first, with the files -wal and -shm beside it. Tasks of the last 24 hours that \
            are not in the bucket come back by keepreel run, which looks for them, or keepreel add.

            Exit codes: 75 some objects could not be looked at, or a run is under way; 69 the storage cannot be \
            reached; 77 credentials refused; 78 configuration wrong.
            """)

    @OptionGroup var report: FormatOption

    @Flag(help: "Count what would be recovered; change nothing.")
    var dryRun = false

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Wait so long for a run to end, e.g. 30s.", valueName: "time"),
        transform: TimeSpan.init(text:))
    var waitLock: TimeSpan?

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let context = try CommandContext(options)
        let place = try context.settings.requireStorage()
        let http = try context.httpClient()
        let bucket = try await context.bucket(http)
        let manifest = dryRun ? try context.readManifest() : try context.openManifest()
        let lock = dryRun ? nil : try await context.lockRun(wait: waitLock?.duration ?? .zero)
        let rule = context.links
        let recovery = Recovery(
            bucket: bucket, web: http, patience: context.transferOptions.patience, manifest: manifest,
            prefix: place.prefix,
            link: { rule.url(of: $0, in: bucket.location) }, now: { Date() })
        let output = RecoverOutput(format: report.format, isDryRun: dryRun, context: context)
        let isDryRun = dryRun
        let status = try await Interruption.ending(console: context.console) { _ in
            let summary = await recovery.run(isDryRun: isDryRun) { output.show($0) }
            try output.write(summary)
            return summary.status
        }
        try manifest.close()
        _ = consume lock
        if status != .done { throw status }
    }
}
