import Testing

@testable import Diagnosis
@testable import KeepreelCLI

@Suite("The doctor's findings as people read them")
struct FindingLinesTests {
    private static let finding = Finding.warning(
        "storage.lifecycle", "a lifecycle rule deletes what lies under clips/ after 30 days",
        remedy: "change the rule, or the prefix of storage.url, so that links last")

    @Test("a pipe gets a line for what was found and one for what to do")
    func pipe() {
        let lines = FindingLines(width: nil).lines(Self.finding).map(\.plain)
        #expect(
            lines == [
                "warning  storage.lifecycle          a lifecycle rule deletes what lies under clips/ after 30 days",
                "                                    -> change the rule, or the prefix of storage.url, so that links last",
            ])
    }

    @Test("a terminal gets whole words beside the name, or below it where it is narrow")
    func terminal() {
        #expect(
            FindingLines(width: 80).lines(Self.finding).map(\.plain) == [
                "warning  storage.lifecycle          a lifecycle rule deletes what lies under",
                "                                    clips/ after 30 days",
                "                                    -> change the rule, or the prefix of",
                "                                       storage.url, so that links last",
            ])
        #expect(
            FindingLines(width: 40).lines(Self.finding).map(\.plain) == [
                "warning  storage.lifecycle",
                "    a lifecycle rule deletes what lies",
                "    under clips/ after 30 days",
                "    -> change the rule, or the prefix of",
                "       storage.url, so that links last",
            ])
    }

    @Test("the level alone is coloured", arguments: [(Finding.ok("a", "b"), Tint.good), (finding, Tint.caution)])
    func colours(finding: Finding, tint: Tint) {
        let runs = FindingLines(width: nil).lines(finding)[0].runs
        #expect(runs.map(\.tint) == [tint] + runs.dropFirst().map { _ in nil })
    }
}
