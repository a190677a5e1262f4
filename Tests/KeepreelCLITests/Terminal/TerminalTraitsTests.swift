import Testing

@testable import KeepreelCLI

@Suite("What a terminal understands")
struct TerminalTraitsTests {
    private static func traits(_ isTerminal: Bool, _ environment: [String: String]) -> TerminalTraits {
        TerminalTraits(isTerminal: isTerminal) { environment[$0] }
    }

    @Test(
        "only a terminal that is neither dumb nor unknown is drawn on",
        arguments: [
            (true, ["TERM": "xterm-256color"], true), (true, ["TERM": "dumb"], false), (true, ["TERM": ""], false),
            (true, [:], false), (false, ["TERM": "xterm-256color"], false),
        ] as [(Bool, [String: String], Bool)])
    func drawing(isTerminal: Bool, environment: [String: String], movesCursor: Bool) {
        let traits = Self.traits(isTerminal, environment)
        #expect(traits.movesCursor == movesCursor)
        #expect(traits.hasColour == movesCursor)
    }

    @Test("NO_COLOR takes the colours where it is not empty, and nothing else", arguments: [("", true), ("1", false)])
    func noColour(value: String, hasColour: Bool) {
        let traits = Self.traits(true, ["TERM": "xterm", "NO_COLOR": value])
        #expect(traits.hasColour == hasColour)
        #expect(traits.movesCursor)
    }

    @Test(
        "the first variable of the locale that is set decides on Unicode",
        arguments: [
            ([:], false), (["LANG": "C.UTF-8"], true), (["LANG": "de_DE.utf8"], true), (["LANG": "C"], false),
            (["LC_ALL": "C", "LANG": "en_US.UTF-8"], false), (["LC_ALL": "", "LANG": "en_US.UTF-8"], true),
            (["LC_CTYPE": "en_US.UTF-8", "LANG": "C"], true), (["LANG": "zh_CN.GB18030"], false),
        ] as [([String: String], Bool)])
    func unicode(environment: [String: String], isUnicode: Bool) {
        #expect(Self.traits(true, environment).isUnicode == isUnicode)
    }
}
