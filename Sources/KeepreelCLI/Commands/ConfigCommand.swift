import ArgumentParser
import Failures
import Glibc
import Settings

/// `keepreel config`
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Writes or checks the settings file.",
        usage: "keepreel config init|check [options]",
        subcommands: [ConfigInitCommand.self, ConfigCheckCommand.self])
}

/// `keepreel config init`
struct ConfigInitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Writes a commented settings file.", usage: "keepreel config init [options]",
        discussion: "It goes to --config, else to ~/.config/keepreel/config.yaml. An existing file is left alone.")

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let path = options.config ?? SettingsSources.process().homeDirectory + "/.config/keepreel/config.yaml"
        guard access(path, F_OK) != 0 else {
            throw Failure(
                "config.exists", "\(path) exists already", remedy: "remove it, or name another file with --config",
                disposition: .stop(.configuration))
        }
        let directory = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        if !directory.isEmpty { try AtomicFile.makeDirectory(directory) }
        // The file may come to hold the API key.
        try AtomicFile.write(to: path, mode: 0o600) { try $0.write(Array(Settings.exampleFile.utf8)) }
        guard !options.quiet else { return }
        try StandardOutput.show("\(path)\n")
        let option = options.config.map { "--config \($0) " } ?? ""
        Console.standard.tell("fill it in, then run: keepreel \(option)doctor")
    }
}

/// `keepreel config check`
struct ConfigCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Reports mistakes in the settings, unknown keys with the nearest known one.",
        usage: "keepreel config check [options]")

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let report = Settings.check(from: SettingsSources.process(), configFile: options.config)
        for warning in report.warnings { Console.standard.warning("\(warning)") }
        for missing in try report.validated().missing { Console.standard.warning("\(missing)") }
        if !options.quiet {
            try StandardOutput.show("the settings are in order (\(report.file ?? "no file, environment only"))\n")
        }
    }
}
