import Foundation
import Settings
import Testing

@Suite("A settings file that is made to harm")
struct HostileFileTests {
    private static let size = 128 << 10

    private static func isOneLine(_ text: String) -> Bool {
        text.unicodeScalars.count <= 2000
            && !text.unicodeScalars.contains {
                [.control, .format, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
            }
    }

    static let files: [(String, String)] = [
        ("flow sequences", String(repeating: "[", count: size)),
        ("flow mappings", String(repeating: "{", count: size)),
        ("closed flow sequences", String(repeating: "[", count: 50000) + String(repeating: "]", count: 50000)),
        ("flow mappings with keys", String(repeating: "{a: ", count: 25000)),
        ("block sequences", String(repeating: "- ", count: 50000)),
        ("complex keys", String(repeating: "? ", count: 50000)),
        ("complex flow keys", String(repeating: "{? ", count: 25000)),
        ("keys of keys", String(repeating: "{[", count: 300) + "a" + String(repeating: "]: b}", count: 300)),
        ("indentation", (0..<1000).map { String(repeating: " ", count: $0) + "a:\n" }.joined()),
        ("aliases", "a: &a [x, x]\n" + (0..<3750).map { "k\($0): [*a, *a]\n" }.joined()),
        (
            "billion laughs",
            "a0: &a0 [lol]\n"
                + (1...30).map { "a\($0): &a\($0) [\(String(repeating: "*a\($0 - 1), ", count: 9))1]\n" }.joined()
        ),
        ("merge keys", "a: &a {x: 1}\nb:\n" + String(repeating: "  <<: *a\n", count: 6250)),
        ("one key often", String(repeating: "storage:\n", count: 12500)),
        ("many keys", (0..<10000).map { "k\($0): 1\n" }.joined()),
        ("one long scalar", "storage: " + String(repeating: "a", count: size)),
        ("one long key", String(repeating: "a", count: size) + ": 1"),
        ("combining marks", "storage:\n  url: a" + String(repeating: "\u{301}", count: size / 2)),
        ("combining marks in a key", "storage:\n  a" + String(repeating: "\u{301}", count: size / 2) + ": 1"),
        ("tags", String(repeating: "!!binary ", count: 12500)), ("anchors", String(repeating: "&a ", count: 37500)),
        ("documents", String(repeating: "--- a\n", count: 18750)),
        ("directives", String(repeating: "%TAG ! a\n", count: 12500)),
        ("quotes", String(repeating: "'", count: size)),
        ("escapes", "a: \"" + String(repeating: "\\U0001F600", count: 11250) + "\""),
        ("colons", String(repeating: ": ", count: 62500)), ("comments", String(repeating: "#\n", count: 62500)),
    ]

    @Test("is told of in seconds, a line a problem, and on a small stack", arguments: files)
    func bomb(name: String, text: String) async {
        let began = ContinuousClock.now
        let lines = await withCheckedContinuation { continuation in
            let thread = Thread {
                continuation.resume(returning: Settings.check(from: sources(text)).problems.map(\.description))
            }
            thread.stackSize = 1 << 20
            thread.start()
        }
        #expect(ContinuousClock.now - began < .seconds(20), "\(name)")
        #expect(lines.count <= 60)
        #expect(lines.allSatisfy(Self.isOneLine), "\(name): \(lines.first { !Self.isOneLine($0) }?.prefix(200) ?? "")")
    }

    @Test(
        "with a mark that forges what a terminal shows is told of without it",
        arguments: [
            "\\e[31m", "\\a", "\\x9b31m", "\\u202E", "\\u2066", "\\L", "\\P", "\\u200f", "\\N", "\\n", "\\r", "\\0",
        ])
    func forged(mark: String) {
        for text in [
            "\"a\(mark)b\": 1", "storage:\n  \"a\(mark)b\": 1", "storage:\n  url: \"s3://a\(mark)b\"",
            "transfer:\n  partSize: \"a\(mark)b\"",
            "storage:\n  profile: \"a\(mark)b\"", "storage: \"a\(mark)b\"", "links:\n  baseURL: \"https://a\(mark)b\"",
            "storage:\n  tags: {\"a\(mark)b\": 1}", "storage:\n  key: \"{task_id}{a\(mark)b}\"",
            "\"a\(mark)b\": 1\n\"a\(mark)b\": 2",
            "discover:\n  models: [\"a\(mark)b\"]", "storage:\n  metadata: {\"a\(mark)b\": \"c\(mark)d\"}",
        ] {
            for problem in Settings.check(from: sources(text)).problems {
                #expect(Self.isOneLine(problem.description), "\(text)")
            }
        }
    }
}
