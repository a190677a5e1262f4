import Settings
import Testing

@Suite("Warnings")
struct WarningsTests {
    @Test("a plain-http endpoint gets a warning, unless it is this machine", arguments: ["studio", "storage"])
    func plainHTTP(section: String) {
        let report = { (url: String) in Settings.check(from: sources(yaml("\(section).endpoint", url))) }
        #expect(report("https://minio.example").warnings == [])
        #expect(report("http://127.0.0.1:9000").warnings == [])
        let far = report("http://minio.example")
        #expect(far.problems == [])
        let line =
            "/srv/keepreel.yaml:2:13: \(section).endpoint: 'http://minio.example' is plain http: "
            + "everyone on the way can read and change what is sent; use https"
        #expect(far.warnings.map(\.description) == [line])
    }

    @Test("a key in a file that others can read gets a warning")
    func readableKey() {
        let text = "studio:\n  apiKey: sk-hush\n"
        let warnings = { (file: TextFile, environment: [String: String]) in
            Settings.check(from: sources(environment: environment, files: ["/srv/keepreel.yaml": file])).warnings
        }
        #expect(warnings(TextFile(text: text), [:]) == [])
        #expect(warnings(TextFile(text: "studio:\n", isReadableByOthers: true), ["DASHSCOPE_API_KEY": "sk-1"]) == [])
        let line =
            "/srv/keepreel.yaml:2:11: studio.apiKey: the file holds a key and every user can read it; "
            + "run 'chmod o-r /srv/keepreel.yaml'"
        #expect(warnings(TextFile(text: text, isReadableByOthers: true), [:]).map(\.description) == [line])
        let hidden = warnings(TextFile(text: text, isReadableByOthers: true), ["KEEPREEL_STUDIO_API_KEY": "sk-1"])
        #expect(hidden.map(\.description) == [line])
    }
}
