import Testing

@testable import KeepreelCLI

@Suite("Lines for the journal")
struct JournalStreamTests {
    @Test(
        "standard error leads to the journal where it is the very stream that systemd has opened",
        arguments: [("9:17", true), ("9:18", false), ("8:17", false), (nil, false), ("", false)] as [(String?, Bool)])
    func connection(variable: String?, isConnected: Bool) {
        #expect(JournalStream(variable, device: 9, inode: 17).isConnected == isConnected)
    }

    @Test("each line has its priority, as syslog numbers them; elsewhere none has")
    func marks() {
        let journal = JournalStream("9:17", device: 9, inode: 17)
        #expect(journal.marked("a", .info) == "<6>a")
        #expect(journal.marked("a", .warning) == "<4>a")
        #expect(journal.marked("a\n  b", .error) == "<3>a\n<3>  b")
        #expect(JournalStream(nil, device: 9, inode: 17).marked("a\nb", .error) == "a\nb")
    }
}
