import Archiving
import ArgumentParser
import Diagnosis
import Failures
import HTTPTransport
import Manifest
import ModelStudio
import ObjectStorage
import Settings

/// `keepreel verify`
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Checks what is archived against the bucket: exists, size, checksum.",
        usage: "keepreel verify [options] [<task-id>...]",
        discussion: """
            Without task ids the bucket is listed, a thousand objects a request; only those whose size or ETag is not the \
            recorded one are asked for themselves. Without the right to list, and for named tasks, it is one request each.
            --deep reads every byte back. A pass that is stopped or killed goes on with the next --deep; a new one begins \
            when all were read.
            --repair archives again, under the same key and link, what is missing or wrong and Model Studio still has; \
            what it has not becomes lost. Objects that keepreel did not store are left alone. \
            Where more than 1000 videos, or more than 10 and a tenth of all, are missing or wrong, nothing is touched, as \
            the settings may lead elsewhere; name the tasks to repair them all the same.
            Exit codes: 65 something is missing, damaged or lost, or does not play by its link; 66 unknown task; 69 the \
            storage, or Model Studio for a repair, cannot be reached; 75 something could not be checked, is not archived \
            yet, or is left to the next run; 77 credentials refused; 78 configuration wrong, or nothing is archived in the \
            bucket of the settings.
            """)

    @OptionGroup var report: FormatOption

    @Argument(help: ArgumentHelp("Only these tasks.", valueName: "task-id"), completion: .taskIDs)
    var taskIDs: [String] = []

    @Flag(help: "Read every byte back and compare its checksum.")
    var deep = false

    @Flag(help: "Follow each permanent link as a browser would.")
    var links = false

    @Flag(help: "Archive again what is missing or wrong, and mark as lost what cannot be had any more.")
    var repair = false

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Stop cleanly after this time, e.g. 1h.", valueName: "time"),
        transform: TimeSpan.init(text:))
    var maxTime: TimeSpan?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("With --repair: wait so long for a run to end, e.g. 30s.", valueName: "time"),
        transform: TimeSpan.init(text:))
    var waitLock: TimeSpan?

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        for taskID in taskIDs { try TaskID.checkArgument(taskID) }
        if waitLock != nil, !repair { throw ValidationError("--wait-lock goes with --repair") }
    }

    func run() async throws {
        let end = maxTime.map { ContinuousClock.now + $0.duration }
        let context = try CommandContext(options)
        let http = try context.httpClient()
        let bucket = try await context.bucket(http)
        let manifest = try manifest(context)
        let verification = try verification(of: manifest, in: bucket, http, context)
        let output = VerifyOutput(format: report.format, namesTasks: !taskIDs.isEmpty, context: context)
        let taskIDs = taskIDs
        let status = try await Interruption.ending(console: context.console, until: end) { stop in
            try output.begin()
            let summary = try await verification.run(taskIDs: taskIDs) { try output.write($0) }
            return try output.end(summary, manifest, stop: stop())
        }
        try manifest.close()
        if status != .done { throw status }
    }

    /// Where there is none, none is made, and that is said: it may be the path that is wrong.
    private func manifest(_ context: CommandContext) throws(Failure) -> Manifest {
        let path = context.settings.manifest.path
        guard Manifest.exists(at: path) else {
            context.console.warning(
                "there is no manifest at \(path), so nothing is archived yet; or check manifest.path")
            return try context.readManifest()
        }
        return deep || repair ? try context.openManifest() : try context.readManifest()
    }

    private func verification(
        of manifest: Manifest, in bucket: Bucket, _ http: HTTPClient, _ context: CommandContext
    ) throws(Failure) -> Verification {
        let (rule, transfer, console, isQuiet) = (
            context.links, context.transferOptions, context.console, options.quiet
        )
        let wait = waitLock?.duration ?? .zero
        return Verification(
            manifest: manifest, bucket: bucket, web: http,
            options: VerifyOptions(isDeep: deep, checksLinks: links, concurrency: transfer.concurrency),
            advice: context.linkAdvice(bucket.location, prefix: try context.settings.requireStorage().prefix),
            patience: transfer.patience,
            repair: repair ? try context.repair(manifest, http, bucket, wait: wait) : nil,
            notice: { notice in
                switch notice {
                // It is why not everything could be checked, which an exit code alone does not say.
                case .otherBucket: console.warning(VerifyOutput.line(notice))
                case .listRefused, .passContinues: if !isQuiet { console.tell(VerifyOutput.line(notice)) }
                }
            },
            link: { rule.url(of: $0) })
    }
}
