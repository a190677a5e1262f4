import SeededRandom
import Testing

@testable import Credentials

@Suite("Commands taken apart")
struct ShellWordsTests {
    @Test(
        "words, quotation marks and backslashes are those of a shell that expands nothing",
        arguments: [
            ("", []), ("  ", []), ("a", ["a"]), (" a  b\tc\nd ", ["a", "b", "c", "d"]),
            ("'a b' \"c d\"", ["a b", "c d"]),
            ("a'b'\"c\"d", ["abcd"]), ("''", [""]), ("a '' b", ["a", "", "b"]), (#"a\ b"#, ["a b"]),
            (#""a\"b\\c\d\$""#, [#"a"b\c\d\$"#]), (#"'a\'b"#, [#"a\b"#]), ("$HOME ~ * #x", ["$HOME", "~", "*", "#x"]),
            ("\"a", nil), ("'a", nil), (#"a\"#, nil), ("a\r\nb", ["a", "b"]), ("é 😀", ["é", "😀"]),
        ] as [(String, [String]?)])
    func splits(command: String, words: [String]?) {
        #expect(ShellWords.split(command) == words)
    }

    @Test("Python's shlex, which botocore uses, takes them apart in the same way")
    func judged() async throws {
        var generator = SeededGenerator(seed: 5)
        let pieces = ["a", "bc", " ", "  ", "\t", "\n", "\r", "'", "\"", "\\", "é", "#", "$x", "=", ";", "|", "\u{A0}"]
        let commands = (0..<2000).map { _ in
            (0..<Int.random(in: 0...12, using: &generator)).map { _ in
                pieces[Int.random(in: 0..<pieces.count, using: &generator)]
            }.joined()
        }
        let verdicts = try await PythonJudge.ask("shlex_words.py", commands, for: [[String]?].self)
        try #require(verdicts.count == commands.count)
        for (command, verdict) in zip(commands, verdicts) {
            #expect(ShellWords.split(command) == verdict, "\(command)")
        }
    }
}
