import Suggestions

/// What to do about names that no setting has.
enum UnknownName {
    static func remedy(section: String) -> String {
        if let path = nearestPath(to: section), let key = SettingKey.byPath[path] {
            return "put '\(key.name)' below '\(key.section):'"
        }
        if let near = nearest(to: section, among: SettingKey.sections) { return "did you mean '\(near)'?" }
        let keys = SettingKey.all.filter { $0.name == section }
        if !keys.isEmpty { return "put it below \(keys.map { "'\($0.section):'" }.joined(separator: " or "))" }
        return "known are \(SettingKey.sections.joined(separator: ", "))"
    }

    static func remedy(path: String) -> String {
        if let near = nearestPath(to: path) { return "did you mean '\(near)'?" }
        let section = path.prefix { $0 != "." }
        let name = path.dropFirst(section.count + 1)
        if let key = SettingKey.all.first(where: { $0.name == name }) { return "did you mean '\(key.path)'?" }
        let known = SettingKey.all.filter { $0.section == section }.map(\.name)
        return "known in '\(section)' are \(known.joined(separator: ", "))"
    }

    static func remedy(variable: String) -> String {
        let known = SettingKey.all.map(\.environmentName) + [EnvironmentName.configFile]
        if let near = nearest(to: variable, among: known) { return "did you mean \(near)?" }
        return "unset it, or see 'keepreel config init' for the known keys"
    }

    /// Only the name behind the section may be misspelt, since the section itself is found by then.
    private static func nearestPath(to path: String) -> String? {
        guard let dot = path.firstIndex(of: ".") else { return nil }
        let keys = SettingKey.all.filter { $0.section == path[..<dot] }
        return nearest(to: String(path[dot...].dropFirst()), among: keys.map(\.name)).map { "\(path[..<dot]).\($0)" }
    }
}
