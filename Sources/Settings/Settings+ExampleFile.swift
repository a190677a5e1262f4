extension Settings {
    /// The commented settings file that `keepreel config init` writes: every key with its default, or an example in a
    /// comment where it has none.
    public static var exampleFile: String {
        let sections = SettingKey.sections.map { section in
            let keys = SettingKey.all.filter { $0.section == section }
            return "\n\(section):\n" + keys.map(lines).joined()
        }
        return header + sections.joined()
    }

    private static let header = """
        # Settings of keepreel. Remove the # before a key to set it.
        # Every key can be given by the environment instead: KEEPREEL_ and the path in capitals, such as
        # KEEPREEL_STORAGE_URL. The environment wins over this file, an option over both.

        """

    private static func lines(of key: SettingKey) -> String {
        let isSet = key.defaultText != nil
        return "  # \(key.help)\n  \(isSet ? "" : "#")\(key.name): \(key.example)\n"
    }
}
