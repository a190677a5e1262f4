/// The environment's names for settings.
enum EnvironmentName {
    static let prefix = "KEEPREEL_"
    /// Names the settings file; no key of it.
    static let configFile = "KEEPREEL_CONFIG"

    /// `storage.payloadSigning` gives `KEEPREEL_STORAGE_PAYLOAD_SIGNING`, `links.baseURL` gives
    /// `KEEPREEL_LINKS_BASE_URL`.
    static func of(path: String) -> String {
        var name = prefix
        var previous: Character?
        for character in path {
            if character.isUppercase, let previous, previous.isLowercase { name += "_" }
            name += character == "." ? "_" : character.uppercased()
            previous = character
        }
        return name
    }
}
