import Failures

/// The one settings file of a run.
struct SettingsFileSearch {
    struct Found {
        let path: String
        let file: TextFile
    }

    let sources: SettingsSources

    /// Where a file is looked for when none is named, the first that exists being taken. A place in a folder that is
    /// closed to the user is not his: `sudo -u keepreel` leaves him where root was.
    static let places = ["./keepreel.yaml", "~/.config/keepreel/config.yaml", "/etc/keepreel/config.yaml"]

    /// - Parameter option: The value of `--config`.
    /// - Returns: `nil` if no file is named and none stands in the usual places.
    func find(option: String?) throws(SettingsProblem) -> Found? {
        if let option { return try named(option, at: .option("--config")) }
        if let variable = sources.variable(EnvironmentName.configFile) {
            return try named(variable, at: .variable(EnvironmentName.configFile))
        }
        for place in Self.places {
            let path = sources.folders.absolute(place)
            if let file = try read(path, at: .file(path), skipsClosedFolder: true) {
                return Found(path: path, file: file)
            }
        }
        return nil
    }

    private static let unreadable = "name a file that this user may read, or make one by 'keepreel config init'"

    private func named(_ name: String, at place: SettingPlace) throws(SettingsProblem) -> Found {
        let path = sources.folders.absolute(name)
        guard let file = try read(path, at: place) else {
            throw SettingsProblem(
                nil, at: place, "the file '\(path)' does not exist",
                remedy: "name an existing file, or make one by 'keepreel config init'")
        }
        return Found(path: path, file: file)
    }

    private func read(
        _ path: String, at place: SettingPlace, skipsClosedFolder: Bool = false
    ) throws(SettingsProblem) -> TextFile? {
        do {
            return try sources.readFile(path)
        } catch {
            if skipsClosedFolder, error.code == TextFile.closedFolder { return nil }
            throw SettingsProblem(
                nil, at: place, "the file '\(path)' \(error.message)", remedy: error.remedy ?? Self.unreadable)
        }
    }
}
