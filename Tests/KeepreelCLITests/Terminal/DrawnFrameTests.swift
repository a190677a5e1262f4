import Testing

@testable import KeepreelCLI

@Suite("A frame and its place on the terminal")
struct DrawnFrameTests {
    @Test("nothing is erased where nothing was drawn")
    func empty() {
        #expect(DrawnFrame().erasing(columns: 80) == "")
        #expect(DrawnFrame().drawing(inColour: true) == "")
    }

    @Test(
        "lines that a narrower terminal has broken count as many as they are now",
        arguments: [(80, 2), (40, 2), (20, 4), (7, 12), (0, 79)])
    func resized(columns: Int, rows: Int) {
        let frame = DrawnFrame(lines: [
            TintedText(String(repeating: "x", count: 40)), TintedText("视频" + String(repeating: "y", count: 35)),
        ])
        #expect(frame.erasing(columns: columns) == "\r\u{1B}[\(rows)A\u{1B}[J")
    }

    @Test("colours are written only where they are wanted, and what the text brings along never")
    func colours() {
        let line: TintedText = "task \u{1B}[2J" + TintedText("lost", .bad)
        let frame = DrawnFrame(lines: [line])
        #expect(frame.drawing(inColour: false) == "task  [2Jlost\n")
        #expect(frame.drawing(inColour: true) == "task  [2J\u{1B}[31mlost\u{1B}[0m\n")
    }
}
