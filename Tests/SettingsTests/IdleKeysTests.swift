import Settings
import Testing

@Suite("Keys without an effect")
struct IdleKeysTests {
    @Test(
        "a key that nothing reads yet gets a warning and no problem, and a secret is not shown",
        arguments: [
            ("notify.ping", "https://hc-ping.com/hush"), ("notify.metricsFile", "/hush.prom"),
            ("notify.onArchived", "hush"), ("notify.onLost", "hush"), ("notify.onAtRisk", "hush"),
        ])
    func warned(path: String, value: String) {
        let report = Settings.check(from: sources(yaml(path, value)))
        #expect(report.problems == [])
        #expect(report.warnings.map(\.path) == [path])
        #expect(report.warnings.map(\.message) == ["this has no effect in this version"])
        #expect(!report.warnings.description.contains("hush"))
    }

    @Test(
        "a key that has its effect gets none",
        arguments: [("storage.overwrite", "false"), ("links.baseURL", "https://v.example")])
    func effective(path: String, value: String) {
        let report = Settings.check(from: sources(yaml(path, value)))
        #expect(report.problems == [] && report.warnings == [])
    }
}
