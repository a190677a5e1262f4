import Settings
import Testing

@Suite("The example file")
struct ExampleFileTests {
    private static let uncommented = Settings.exampleFile.split(separator: "\n").map { line in
        line.hasPrefix("  #") && !line.hasPrefix("  # ") ? "  " + line.dropFirst(3) : String(line)
    }.joined(separator: "\n")

    @Test("as it is written it gives the defaults")
    func asWritten() throws {
        let report = Settings.check(from: sources(Settings.exampleFile))
        #expect(report.problems == [])
        #expect(report.warnings == [])
        #expect(report.settings == (try Settings.load(from: sources())))
    }

    @Test("with every key set it has no problem")
    func everyKeySet() {
        let report = Settings.check(from: sources(Self.uncommented))
        #expect(report.problems == [])
        #expect(report.settings.storage.url?.bucket == "bucket")
        #expect(report.settings.notify.onAtRisk == "/usr/local/bin/on-at-risk")
        #expect(report.settings.storage.metadata == ["project": "demo"])
    }

    @Test("every key is in it, behind its sentence", arguments: SettingKey.all)
    func everyKey(key: SettingKey) {
        let name = key.path.drop { $0 != "." }.dropFirst()
        #expect(Self.uncommented.contains("  # \(key.help)\n  \(name): \(key.example)"))
    }

    @Test("it begins as documented")
    func beginning() {
        #expect(
            Settings.exampleFile.hasPrefix(
                """
                # Settings of keepreel. Remove the # before a key to set it.
                # Every key can be given by the environment instead: KEEPREEL_ and the path in capitals, such as
                # KEEPREEL_STORAGE_URL. The environment wins over this file, an option over both.

                studio:
                  # Region of the API key: beijing, singapore, virginia, frankfurt, tokyo or hongkong.
                  region: singapore
                  # Workspace whose own host is used instead of the shared one.
                  #workspaceId: ws-abc
                """))
    }
}
