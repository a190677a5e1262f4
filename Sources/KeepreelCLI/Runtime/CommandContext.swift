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

    /// Loads the settings; their warnings go to the console.
    init(_ options: GlobalOptions) throws(Failure) {
        self.options = options
        sources = SettingsSources.process()
        let report = Settings.check(from: sources, configFile: options.config)
        settings = try report.validated()
        if !options.quiet { for warning in report.warnings { console.line("keepreel: warning: \(warning)") } }
    }

    var now: Date { Date() }

    /// The manifest, created where it is missing.
    func openManifest() throws(Failure) -> Manifest { try Manifest.open(path: settings.manifest.path) }

    /// The manifest for reading; nothing is created.
    func readManifest() throws(Failure) -> Manifest { try Manifest.openForReading(path: settings.manifest.path) }
}
