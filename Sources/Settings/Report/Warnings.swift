/// What works but should be known.
struct Warnings {
    let settings: Settings
    /// Where each given key has its value from.
    let places: [String: SettingPlace]
    let file: SettingsFileSearch.Found?
    let keyInFile: SettingPlace?

    var all: [SettingsProblem] {
        let plain = [
            plainHTTP("studio.endpoint", settings.studio.endpoint),
            plainHTTP("storage.endpoint", settings.storage.endpoint),
        ]
        return (plain + [readableKey]).compactMap(\.self)
    }

    private func plainHTTP(_ path: String, _ endpoint: WebAddress?) -> SettingsProblem? {
        guard let endpoint, !endpoint.isSecure, !endpoint.isLoopback else { return nil }
        return SettingsProblem(
            path, at: places[path] ?? .defaults,
            "'\(endpoint.text)' is plain http: everyone on the way can read and change what is sent",
            remedy: "use https")
    }

    private var readableKey: SettingsProblem? {
        guard let file, file.file.isReadableByOthers, let place = keyInFile else { return nil }
        return SettingsProblem(
            "studio.apiKey", at: place, "the file holds a key and every user can read it",
            remedy: "run 'chmod o-r \(file.path)'")
    }
}
