import Failures
import FoundationEssentials
import Manifest
import Settings

/// What every command starts from: settings, console and clock.
struct CommandContext {
    let sources: SettingsSources
    let settings: Settings
    let options: GlobalOptions
    let console = Console.standard
    /// What works but should be known.
    let warnings: [SettingsProblem]

    /// Loads the settings.
    ///
    /// - Parameter tellsWarnings: whether their warnings go to the console.
    init(_ options: GlobalOptions, tellsWarnings: Bool = true) throws(Failure) {
        self.options = options
        sources = SettingsSources.process()
        let report = Settings.check(from: sources, configFile: options.config)
        settings = try report.validated()
        warnings = report.warnings
        guard tellsWarnings, !options.quiet else { return }
        for warning in warnings { console.warning("\(warning)") }
    }

    var now: Date { Date() }

    /// The manifest, created where it is missing. What hooks are to hear of is noted in it.
    func openManifest() throws(Failure) -> Manifest {
        try Manifest.open(path: settings.manifest.path, announcing: Set(hooks.keys))
    }

    /// The manifest for reading; nothing is created.
    func readManifest() throws(Failure) -> Manifest { try Manifest.openForReading(path: settings.manifest.path) }

    /// The lock that keeps two processes from archiving at the same time.
    ///
    /// - Parameter wait: how long to wait for another run to end.
    func lockRun(wait: Duration) async throws(Failure) -> ProcessLock {
        try await ProcessLock.run(
            manifest: settings.manifest.path, wait: wait, console: options.quiet ? nil : console)
    }

    /// Whether progress is drawn.
    var isDrawing: Bool {
        !options.quiet && options.logFormat == .text
            && (options.progress == .always || (options.progress == .auto && console.traits.movesCursor))
    }
}
