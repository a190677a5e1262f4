import Archiving
import ArgumentParser
import Failures
import Gallery
import Manifest
import ObjectStorage
import Publishing
import Settings

/// `keepreel export`
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes the manifest as JSON lines, JSON, CSV or a page to look at.",
        usage: """
            keepreel export [options] [--format <format>] [--output <file>]
            keepreel export [options] --publish [--per-task]
            """,
        discussion: """
            One entry for each video, never with a signed URL; keys are never renamed. html is one file for a browser: a \
            gallery of the videos, to search and filter, with the newest \(GalleryWriter.capacity) entries.

            --publish stores manifest/manifest.jsonl and manifest/index.html beside the videos, each where it changed; \
            whoever may read the videos' place may read them.
            """)

    @Option(help: "Form of the export.")
    var format = ExportForm.unsaid

    @Option(
        name: [.short, .long], help: ArgumentHelp("Write to this file, whole or not at all.", valueName: "file"),
        completion: .file())
    var output: String?

    @Flag(help: "Put JSON lines and the page into the bucket, below manifest/ of storage.url.")
    var publish = false

    @Flag(help: "With --publish, also put manifest/tasks/TASK_ID.json there for each task that changed.")
    var perTask = false

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if publish, format.isSaid || output != nil {
            throw ValidationError("--publish stores jsonl and html in the bucket; it takes no --format and no --output")
        }
        if output == "" { throw ValidationError("--output needs a file name") }
        if perTask, !publish { throw ValidationError("--per-task needs --publish") }
    }

    func run() async throws {
        let context = try CommandContext(options)
        if publish { try requireManifest(context) }
        let manifest = try context.readManifest()
        if publish { return try await publish(manifest, context) }
        guard let output else { return try write(manifest, context) { try StandardOutput.write($0) } }
        try AtomicFile.write(to: output) { file in try write(manifest, context) { try file.write($0) } }
    }

    private func write(_ manifest: Manifest, _ context: CommandContext, to sink: @escaping ByteSink) throws {
        var writer: any ExportWriter =
            switch format.format {
            case .jsonl: JSONLinesWriter(to: sink)
            case .json: JSONArrayWriter(to: sink)
            case .csv: CSVWriter(to: sink)
            case .html: GalleryWriter(total: try manifest.counts().total, to: sink)
            }
        let link = context.links.url(of:)
        try manifest.forEachEntry { task, video in
            try writer.write(ExportEntry(task, video, permanentURL: link))
        }
        try writer.finish()
    }

    /// What is not there reads as an empty manifest, which would take the place of a full list.
    private func requireManifest(_ context: CommandContext) throws(Failure) {
        let path = context.settings.manifest.path
        if Manifest.exists(at: path) { return }
        throw Failure(
            "manifest.missing", "there is no manifest at \(path)",
            remedy: "set manifest.path to the manifest that is to be published, or let keepreel run make one",
            disposition: .stop(.configuration))
    }

    private func publish(_ manifest: Manifest, _ context: CommandContext) async throws {
        let bucket = try await context.bucket(try context.httpClient())
        let publication = try context.publication(of: manifest, in: bucket)
        let (perTask, links, isQuiet) = (perTask, context.links, options.quiet)
        let status = try await Interruption.ending(console: context.console) { _ in
            let summary = try await publication.run(includesTasks: perTask)
            if isQuiet { return .done }
            try PublishOutput.write(summary) { links.url(of: $0, in: bucket.location) }
            return .done
        }
        if status != .done { throw status }
    }
}
