import Settings
import Testing

@Suite("Keys without an effect")
struct IdleKeysTests {
    @Test("overwrite: false is a problem, as it would not be obeyed")
    func overwrite() throws {
        let line =
            "/srv/keepreel.yaml:2:14: storage.overwrite: overwrite: false is not supported by this version; remove it"
        #expect(try #require(onlyProblem(yaml("storage.overwrite", "false"))).description == line)
        #expect(Settings.check(from: sources(yaml("storage.overwrite", "true"))).problems == [])
    }

    @Test(
        "a key that nothing reads yet gets a warning and no problem, and a secret is not shown",
        arguments: [
            ("notify.ping", "https://hc-ping.com/hush"), ("notify.metricsFile", "/hush.prom"),
            ("notify.onArchived", "hush"), ("notify.onLost", "hush"), ("notify.onAtRisk", "hush"),
            ("transfer.partsPerVideo", "3"),
        ])
    func warned(path: String, value: String) {
        let report = Settings.check(from: sources(yaml(path, value)))
        #expect(report.problems == [])
        #expect(report.warnings.map(\.path) == [path])
        #expect(report.warnings.map(\.message) == ["this has no effect in this version"])
        #expect(!report.warnings.description.contains("hush"))
    }

    @Test("the default is no warning")
    func defaults() {
        #expect(Settings.check(from: sources(yaml("transfer.partsPerVideo", "4"))).warnings == [])
    }
}
