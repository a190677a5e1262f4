import Archiving
import ArgumentParser
import Diagnosis
import Failures
import Manifest
import ModelStudio
import ObjectStorage
import Settings

/// `keepreel verify`
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Checks what is archived against the bucket: exists, size, checksum.",
        discussion: """
            Exit codes: 65 something is missing, damaged, or does not play by its link; 66 unknown task; 69 the storage \
            cannot be reached; 75 something could not be checked, or is not archived yet.
            """)

    @OptionGroup var options: GlobalOptions
    @OptionGroup var report: FormatOption

    @Argument(help: ArgumentHelp("Only these tasks.", valueName: "task-id"))
    var taskIDs: [String] = []

    @Flag(help: "Read every byte back and compare its checksum.")
    var deep = false

    @Flag(help: "Follow each permanent link as a browser would.")
    var links = false

    func validate() throws {
        for taskID in taskIDs { try TaskID.checkArgument(taskID) }
    }

    func run() async throws {
        let context = try CommandContext(options)
        let place = try context.settings.requireStorage()
        let http = try context.httpClient()
        let bucket = try await context.bucket(http)
        let manifest = try context.readManifest()
        let (rule, transfer) = (context.links, context.transferOptions)
        let verification = Verification(
            manifest: manifest, bucket: bucket, web: http,
            options: VerifyOptions(isDeep: deep, checksLinks: links, concurrency: transfer.concurrency),
            advice: context.linkAdvice(bucket.location, prefix: place.prefix),
            patience: Patience(retries: transfer.retries, backoff: transfer.backoff), link: { rule.url(of: $0) })
        let output = VerifyOutput(format: report.format, context: context)
        let taskIDs = taskIDs
        let status = try await Interruption.ending(console: context.console) {
            try output.begin()
            let summary = try await verification.run(taskIDs: taskIDs) { try output.write($0) }
            return try output.end(summary)
        }
        if status != .done { throw status }
    }
}
