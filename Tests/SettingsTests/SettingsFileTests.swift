import Failures
import Settings
import Testing

@Suite("Settings files")
struct SettingsFileTests {
    @Test(
        "a text without keys is a file of defaults",
        arguments: ["", "\n", "# only a comment\n", "---\n", "studio:\n", "{}"])
    func empty(text: String) {
        #expect(Settings.check(from: sources(text)).problems == [])
    }

    @Test("a usual place in a folder that is closed to the user is passed over, a named one is not")
    func closedFolder() throws {
        var sources = sources(files: ["/etc/keepreel/config.yaml": TextFile(text: "studio: {region: beijing}")])
        sources.readFile = { [files = sources.readFile] (path) throws(Failure) in
            guard path.hasPrefix("/srv/") else { return try files(path) }
            throw Failure(TextFile.closedFolder, "cannot be opened", disposition: .stop(.configuration))
        }
        #expect(try Settings.load(from: sources).studio.region == .beijing)
        let problems = Settings.check(from: sources, configFile: "/srv/keepreel.yaml").problems
        #expect(problems.map(\.message) == ["the file '/srv/keepreel.yaml' cannot be opened"])
    }

    @Test("a byte order mark and Windows line ends do no harm")
    func windows() throws {
        let settings = try Settings.load(from: sources("\u{FEFF}studio:\r\n  region: tokyo\r\n  workspaceId: ws\r\n"))
        #expect(settings.studio.region == .tokyo)
    }

    private static let spelling = "check the indentation and the quotes there"

    @Test(
        "what is no YAML is one problem with its line and column",
        arguments: [
            ("studio:\n\tregion: tokyo\n", "2:1", "indent with spaces, not tabs"),
            ("studio:\n  region: a: b\n", "2:12", spelling),
            ("studio: [a\n", "2:1", spelling),
            ("studio: \"open\n", "2:1", spelling),
            ("studio:\n  retries: 1\n bad: 2\n", "3:2", spelling),
            ("a: 1\n---\nb: 2\n", "2:1", "keep one document, and no reference to what is not there"),
            ("studio:\n  region: \u{1}\n", "2:11", nil),
        ] as [(String, String, String?)])
    func syntax(text: String, place: String, remedy: String?) throws {
        let problem = try #require(onlyProblem(text))
        #expect(problem.place == "/srv/keepreel.yaml:\(place)")
        #expect(problem.message.hasPrefix("the file is no YAML: "))
        #expect(problem.remedy == remedy)
    }

    @Test(
        "a key that stands twice is a problem",
        arguments: [
            ("storage:\n  url: s3://aaa\n  url: s3://bbb\n", "3:3", "storage.url stands in line 2 already"),
            ("links:\n\"links\":\n", "2:1", "links stands in line 1 already"),
            (
                "storage:\n  'key': a\n\n  # key:\n  key: b\nlinks:\n  key: c\n", "5:3",
                "storage.key stands in line 2 already"
            ),
            (
                "storage:\n  tags:\n      a: x\n      b: y\n      b: z\n", "5:7",
                "storage.tags.b stands in line 4 already"
            ),
            ("storage:\n  tags: {'a*': x, 'a*': y}\n", "2:10", "stands more than once: 'a*'"),
        ])
    func duplicates(text: String, place: String, message: String) throws {
        let problem = try #require(onlyProblem(text))
        #expect(problem.place == "/srv/keepreel.yaml:\(place)")
        #expect(problem.message == message)
        #expect(problem.remedy == "keep one of them")
    }

    @Test(
        "a file of another shape is a problem",
        arguments: [
            ("- a\n- b\n", "1:1", "the file is no mapping"), ("text", "1:1", "the file is no mapping"),
            ("studio: beijing\n", "1:9", "keys are expected below it"),
            ("studio: [a]\n", "1:9", "keys are expected below it"),
            ("? [a, b]\n: c\n", "1:3", "a key must be plain text"),
            ("studio:\n  ? {a: b}\n  : c\n", "2:5", "a key must be plain text"),
        ])
    func shapes(text: String, place: String, message: String) throws {
        let problem = try #require(onlyProblem(text))
        #expect(problem.place == "/srv/keepreel.yaml:\(place)")
        #expect(problem.message == message)
    }

    @Test(
        "an alias is refused where it stands",
        arguments: [
            ("studio: &s\n  region: tokyo\nlinks: *s\n", "3:8"), ("a: &a x\n? *a\n: y\n", "2:3"),
            ("studio: {region: &r tokyo, workspaceId:  *r}\n", "1:42"), ("x: &x {}\nstudio:\n  <<: *x\n", "3:7"),
        ])
    func aliases(text: String, place: String) throws {
        let problem = try #require(onlyProblem(text))
        #expect(problem.message == "aliases are not supported")
        #expect(problem.place == "/srv/keepreel.yaml:\(place)")
    }

    @Test("a star inside a value or comment is no alias")
    func stars() throws {
        let text = "# *star\nnotify:\n  onLost: '*lost* 2*2'\n  onArchived: a *b\n  onAtRisk: |\n    *x\n"
        let settings = try Settings.load(from: sources(text))
        #expect(settings.notify.onLost == "*lost* 2*2")
        #expect(settings.notify.onArchived == "a *b")
        #expect(settings.notify.onAtRisk == "*x")
    }

    @Test("aliases to aliases as a key end at once", .timeLimit(.minutes(1)))
    func bomb() {
        var text = "l0: &l0 [x]\n"
        for level in 1...40 { text += "l\(level): &l\(level) [*l\(level - 1), *l\(level - 1), *l\(level - 1)]\n" }
        #expect(onlyProblem(text + "? *l40\n: x\n")?.message == "aliases are not supported")
    }

    @Test("nesting without end is refused", arguments: ["[", "{a: ", "- "])
    func nesting(opening: String) {
        let text = "studio: " + String(repeating: opening, count: 100_000)
        #expect(Settings.check(from: sources(text)).problems.count == 1)
    }
}
