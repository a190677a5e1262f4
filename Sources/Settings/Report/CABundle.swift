import Failures

/// Whether the file of further certificate authorities can be read, before a connection needs it.
struct CABundle {
    private static let key = "storage.caBundle"

    let sources: SettingsSources
    let settings: Settings
    /// Where each given key has its value from.
    let places: [String: SettingPlace]

    var problem: SettingsProblem? {
        guard let path = settings.storage.caBundle else { return nil }
        do {
            if try sources.readFile(path) != nil { return nil }
            return problem("the file '\(path)' does not exist", "name a PEM file, or remove the key")
        } catch {
            return problem("the file '\(path)' \(error.message)", error.remedy ?? "make it readable to keepreel")
        }
    }

    private func problem(_ message: String, _ remedy: String) -> SettingsProblem {
        SettingsProblem(Self.key, at: places[Self.key] ?? .defaults, message, remedy: remedy)
    }
}
