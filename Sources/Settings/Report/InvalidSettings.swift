/// The problems behind a failure `config.invalid`, for who tells them one by one.
public struct InvalidSettings: Error, Sendable {
    /// Everything that keeps keepreel from working with these settings.
    public let problems: [SettingsProblem]
}
