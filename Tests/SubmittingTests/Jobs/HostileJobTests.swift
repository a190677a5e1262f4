import Failures
import Foundation
import Submitting
import Testing

@Suite("A job line that is made to harm")
struct HostileJobTests {
    private static let start = #"{"image":"https://h/a.png","video":"https://h/v.mp4","mode":"wan-std","#

    @Test(
        "by its nesting is refused on a small stack",
        arguments: ["[", "{\"a\":", "{\"input\":", "{\"parameters\":{\"a\":["],
        [600, 10_000, 100_000])
    func nested(open: String, depth: Int) async {
        let close = String(open.filter { "[{".contains($0) }.map { $0 == "[" ? "]" : "}" }.reversed())
        let whole = String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
        let lines = [whole, String(repeating: open, count: depth), Self.start + "\"x\":\(whole)}"]
        let refusals = await withCheckedContinuation { continuation in
            let thread = Thread {
                continuation.resume(returning: lines.map { (try? JobLine.parse($0)) == nil })
            }
            thread.stackSize = 512 << 10
            thread.start()
        }
        #expect(refusals == [true, true, true])
    }

    @Test(
        "with a mark that forges what a terminal shows is refused without the mark",
        arguments: [
            "\u{1B}[31m", "\u{7}", "\u{9B}", "\u{202E}", "\u{2066}", "\u{2028}", "\u{2029}", "\u{200F}", "\u{85}",
            "\u{FEFF}",
        ])
    func forged(mark: String) throws {
        let word = try #require(String(data: JSONEncoder().encode("a\(mark)b"), encoding: .utf8))
        for member in ["\"client_id\":\(word)", "\(word):1", "\"input\":{\(word):1}", "\"watermark\":\(word)"] {
            let failure = #expect(throws: Failure.self, "\(member)") { try JobLine.parse(Self.start + member + "}") }
            let message = failure.map { "\($0)" } ?? ""
            #expect(
                !message.unicodeScalars.contains {
                    [.control, .format, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
                }, "\(member)")
        }
    }
}
