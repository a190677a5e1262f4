import Foundation
import Testing

@testable import Credentials

@Suite("Keys in a document that is made to harm")
struct HostileDocumentTests {
    private static let size = 128 << 10

    /// INI files whose cost could grow with the square of their size.
    static let files: [(String, String)] = [
        ("continuation lines", "[default]\na = b\n" + String(repeating: "  c\n", count: size / 4)),
        ("comment signs", "[default]\na = " + String(repeating: "#", count: size)),
        ("one line of blanks", "[a]\n" + String(repeating: " ", count: size)),
    ]

    @Test("as an INI file is read in a time that grows with it", arguments: files)
    func ini(name: String, text: String) {
        let time = ContinuousClock().measure { _ = INIDocument(text) }
        #expect(time < .seconds(20), "\(name)")
    }

    @Test("as a command is taken apart in a time that grows with it", arguments: ["'", "a "])
    func command(piece: String) {
        let text = String(repeating: piece, count: Self.size / piece.utf8.count)
        let time = ContinuousClock().measure { _ = ShellWords.split(text) }
        #expect(time < .seconds(20))
    }

    @Test(
        "by its nesting is refused on a small stack",
        arguments: ["[", "{\"a\":", "{\"AccessKeyId\":", "{\"Version\":["],
        [600, 10_000, 60_000])
    func nested(open: String, depth: Int) async {
        let close = String(open.filter { "[{".contains($0) }.map { $0 == "[" ? "]" : "}" }.reversed())
        let whole = String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
        let refused = await withCheckedContinuation { continuation in
            let thread = Thread {
                let documents = [whole, String(repeating: open, count: depth)].map {
                    KeyDocument(parsing: Array($0.utf8))
                }
                continuation.resume(returning: documents.map { (try? $0?.accessKey(origin: "a test")) == nil })
            }
            thread.stackSize = 512 << 10
            thread.start()
        }
        #expect(refused == [true, true])
    }
}
