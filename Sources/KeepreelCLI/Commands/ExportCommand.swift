import Archiving
import ArgumentParser
import Failures
import Manifest

/// `keepreel export`
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes the manifest as JSON lines, JSON or CSV.",
        discussion: "One entry for each video, never with a signed URL; keys are never renamed.")

    /// The forms of an export.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case jsonl, json, csv
    }

    @OptionGroup var options: GlobalOptions

    @Option(help: "Form of the export: jsonl, json or csv.")
    var format = Format.jsonl

    @Option(name: [.short, .long], help: ArgumentHelp("Write to this file, whole or not at all.", valueName: "file"))
    var output: String?

    func run() throws {
        let context = try CommandContext(options)
        let manifest = try context.readManifest()
        guard let output else { return try write(manifest, context) { try StandardOutput.write($0) } }
        try AtomicFile.write(to: output) { file in try write(manifest, context) { try file.write($0) } }
    }

    private func write(_ manifest: Manifest, _ context: CommandContext, to sink: @escaping ByteSink) throws {
        var writer: any ExportWriter =
            switch format {
            case .jsonl: JSONLinesWriter(to: sink)
            case .json: JSONArrayWriter(to: sink)
            case .csv: CSVWriter(to: sink)
            }
        try manifest.forEachEntry { task, video in
            try writer.write(ExportEntry(task, video, permanentURL: context.links.url(of:)))
        }
        try writer.finish()
    }
}
