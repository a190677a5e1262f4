/// Keys that are set without an effect.
struct IdleKeys {
    let settings: Settings
    /// Where each given key has its value from.
    let places: [String: SettingPlace]

    var warnings: [SettingsProblem] {
        report(.warning) { _, _ in "this has no effect in this version" }
    }

    var problems: [SettingsProblem] {
        report(.problem) { key, text in "\(key.name): \(text) is not supported by this version" }
    }

    private func report(_ idle: IdleKey, _ message: (SettingKey, String) -> String) -> [SettingsProblem] {
        SettingKey.all.filter { $0.idle == idle }.compactMap { key in
            key.changedText(settings).map { text in
                SettingsProblem(
                    key.path, at: places[key.path] ?? .defaults, message(key, text), remedy: "remove it")
            }
        }
    }
}
