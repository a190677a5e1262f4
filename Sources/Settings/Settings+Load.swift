public import Failures

extension Settings {
    /// Reads the settings: options over environment over file over other tools' names over defaults.
    ///
    /// - Parameters:
    ///   - sources: Environment, folders and files.
    ///   - configFile: The value of `--config`; `nil` looks in `KEEPREEL_CONFIG` and the usual places.
    ///   - overrides: What options give.
    /// - Throws: ``Failures/Failure`` `config.invalid` with all problems, one a line.
    public static func load(
        from sources: SettingsSources, configFile: String? = nil, overrides: [SettingsOverride] = []
    ) throws(Failure) -> Settings {
        try check(from: sources, configFile: configFile, overrides: overrides).validated()
    }

    /// Reads the settings as ``load(from:configFile:overrides:)`` does, and reports problems and warnings.
    ///
    /// - Parameters:
    ///   - sources: Environment, folders and files.
    ///   - configFile: The value of `--config`; `nil` looks in `KEEPREEL_CONFIG` and the usual places.
    ///   - overrides: What options give.
    public static func check(
        from sources: SettingsSources, configFile: String? = nil, overrides: [SettingsOverride] = []
    ) -> SettingsReport {
        var reader = SettingsReader(sources: sources)
        reader.readFile(option: configFile)
        reader.readEnvironment()
        reader.readOverrides(overrides)
        reader.readBorrowedNames()
        reader.checkTogether()
        let warnings = Warnings(
            settings: reader.settings, places: reader.places, file: reader.file, keyInFile: reader.keyInFile)
        return SettingsReport(
            settings: reader.settings, file: reader.file?.path, problems: reader.problems.inOrder,
            warnings: warnings.all)
    }
}
