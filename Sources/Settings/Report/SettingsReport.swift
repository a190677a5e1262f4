public import Failures

/// What reading the settings gave: the settings, and all that was found wrong with them.
public struct SettingsReport: Sendable {
    /// The settings, with the default or a weaker layer's value where a problem stands.
    public var settings: Settings
    /// Path of the file that was read; `nil` without one.
    public var file: String?
    /// Everything that keeps keepreel from working with these settings.
    public var problems: [SettingsProblem]
    /// What works but should be known.
    public var warnings: [SettingsProblem]

    /// The settings, if they hold no problem.
    ///
    /// - Throws: ``Failures/Failure`` `config.invalid` with all problems, one a line; its cause is ``InvalidSettings``.
    public func validated() throws(Failure) -> Settings {
        guard !problems.isEmpty else { return settings }
        let lines = problems.map { "\n  \($0)" }.joined()
        throw Failure(
            "config.invalid",
            "the configuration is wrong in \(problems.count) \(problems.count == 1 ? "place" : "places"):"
                + lines, disposition: .stop(.configuration), cause: InvalidSettings(problems: problems))
    }
}
