import Failures
import Settings
import Testing

@Suite("Precedence")
struct PrecedenceTests {
    private static let file = "transfer:\n  retries: 1\n  concurrency: 1\n  partsPerVideo: 1\n"

    @Test("an option wins over the environment, the environment over the file, the file over the default")
    func layers() throws {
        let settings = try Settings.load(
            from: sources(
                Self.file,
                environment: ["KEEPREEL_TRANSFER_RETRIES": "2", "KEEPREEL_TRANSFER_CONCURRENCY": " 2\n"]),
            overrides: [SettingsOverride(path: "transfer.retries", value: "3", option: "--retries")])
        #expect(settings.transfer.retries == 3)
        #expect(settings.transfer.concurrency == 2)
        #expect(settings.transfer.partsPerVideo == 1)
        #expect(settings.transfer.bandwidth.bytes == 0)
    }

    @Test("an empty variable gives nothing, '[]' gives the empty list")
    func empty() throws {
        let environment = ["KEEPREEL_TRANSFER_RETRIES": "", "KEEPREEL_DISCOVER_MODELS": "[]", "KEEPREEL_CONFIG": ""]
        let settings = try Settings.load(from: sources(Self.file, environment: environment))
        #expect(settings.transfer.retries == 1)
        #expect(settings.discover.models == [])
    }

    @Test("a list in the environment is separated by commas")
    func lists() throws {
        let settings = try Settings.load(from: sources(environment: ["KEEPREEL_DISCOVER_MODELS": "a, b/c ,,d:1"]))
        #expect(settings.discover.models == ["a", "b/c", "d:1"])
    }

    @Test("a wrong value is a problem even where a stronger layer hides it")
    func hiddenProblem() {
        let report = Settings.check(
            from:
                sources(yaml("transfer.retries", "many"), environment: ["KEEPREEL_TRANSFER_RETRIES": "2"]))
        #expect(report.problems.map(\.place) == ["/srv/keepreel.yaml:2:12"])
        #expect(report.settings.transfer.retries == 2)
    }

    private static let usualPlaces = [
        "/srv/keepreel.yaml", "/home/reel/.config/keepreel/config.yaml", "/etc/keepreel/config.yaml",
    ]

    @Test("of the usual places the first that has a file is read", arguments: 0..<3)
    func search(first: Int) {
        let files = Dictionary(
            uniqueKeysWithValues: Self.usualPlaces[first...].map { ($0, TextFile(text: "")) })
        #expect(Settings.check(from: sources(files: files)).file == Self.usualPlaces[first])
    }

    @Test("--config wins over KEEPREEL_CONFIG, and both over the usual places")
    func named() {
        let files = ["/srv/a.yaml": TextFile(text: ""), "/home/reel/b.yaml": TextFile(text: "")]
        let both = sources("", environment: ["KEEPREEL_CONFIG": "~/b.yaml"], files: files)
        #expect(Settings.check(from: both, configFile: "a.yaml").file == "/srv/a.yaml")
        #expect(Settings.check(from: both).file == "/home/reel/b.yaml")
    }

    @Test("a named file that does not exist is a problem")
    func missing() {
        let byOption = Settings.check(from: sources(""), configFile: "./none.yaml").problems
        #expect(byOption.map(\.place) == ["option --config"])
        #expect(byOption.map(\.message) == ["the file '/srv/none.yaml' does not exist"])
        let byVariable = Settings.check(from: sources("", environment: ["KEEPREEL_CONFIG": "/none"])).problems
        #expect(byVariable.map(\.place) == ["environment variable KEEPREEL_CONFIG"])
    }

    @Test("a file that cannot be read is a problem, not a missing file")
    func unreadable() {
        var sources = sources()
        sources.readFile = { (_) throws(Failure) in
            throw Failure("config.unreadable", "is a folder", disposition: .stop(.configuration))
        }
        let problems = Settings.check(from: sources).problems
        #expect(
            problems.first?.description
                == "/srv/keepreel.yaml: the file '/srv/keepreel.yaml' is a folder; name a file that this user may read, "
                + "or make one by 'keepreel config init'")
    }

    @Test("an option for a key that does not exist is a problem")
    func unknownOverride() {
        let override = SettingsOverride(path: "transfer.retrys", value: "1", option: "--retrys")
        let problems = Settings.check(from: sources(), overrides: [override]).problems
        let line = "option --retrys: transfer.retrys: this key is not known; did you mean 'transfer.retries'?"
        #expect(problems.map(\.description) == [line])
    }
}
