import ArgumentParser

/// Options of every command.
struct GlobalOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Settings file; without it the usual places are looked at.", valueName: "file"),
        completion: .file())
    var config: String?

    @Flag(name: [.short, .long], help: "Print results and errors only.")
    var quiet = false

    @Flag(name: [.short, .long], help: "Tell of each video and task, and of a failure each time it happens.")
    var verbose: Int

    @Option(help: "When progress is shown; auto: on a terminal.")
    var progress = ProgressMode.auto

    @Option(help: "Form of what goes to standard error: text, or json, an object a line and no progress.")
    var logFormat = LogFormat.text
}

/// When a progress display is drawn.
enum ProgressMode: String, ExpressibleByArgument, CaseIterable {
    /// On a terminal.
    case auto
    case always
    case never
}
