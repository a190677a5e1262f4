/// Keys that are set without an effect.
struct IdleKeys {
    let settings: Settings
    /// Where each given key has its value from.
    let places: [String: SettingPlace]

    var warnings: [SettingsProblem] {
        SettingKey.all.filter { $0.isIdle && $0.changedText(settings) != nil }.map { key in
            SettingsProblem(
                key.path, at: places[key.path] ?? .defaults, "this has no effect in this version",
                remedy: "remove it")
        }
    }
}
