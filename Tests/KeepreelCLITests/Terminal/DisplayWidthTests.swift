import Testing

@testable import KeepreelCLI

@Suite("Texts in the columns of a terminal")
struct DisplayWidthTests {
    @Test(
        "East Asian characters and pictures take two columns, marks none",
        arguments: [
            ("", 0), ("clip", 4), ("视频", 4), ("ﾋﾞ", 2), ("ビデオ", 6), ("영상", 4), ("e\u{301}", 1), ("é", 1),
            ("🎬", 2), ("…", 1), ("Ω", 1), ("Ａ", 2), ("\u{200B}", 0),
        ])
    func width(text: String, columns: Int) {
        #expect(DisplayWidth.of(text) == columns)
    }

    @Test(
        "a cut text fits, and never holds half a character",
        arguments: [
            ("clip", 4, "clip"), ("clips", 4, "cli…"), ("视频文件", 8, "视频文件"), ("视频文件", 7, "视频文…"),
            ("视频文件", 6, "视频…"), ("clip", 1, "…"), ("clip", 0, ""),
        ])
    func cut(text: String, width: Int, result: String) {
        #expect(DisplayWidth.cut(text, to: width, mark: "…") == result)
    }

    @Test("without Unicode two points say what is missing")
    func plainMark() {
        #expect(DisplayWidth.cut("0123456789", to: 6, mark: "..") == "0123..")
        #expect(DisplayWidth.cut("0123456789", to: 1, mark: "..") == "0")
    }

    @Test(
        "a link keeps its beginning and its end",
        arguments: [
            ("https://videos.example.com/a/clip.mp4", 40, "https://videos.example.com/a/clip.mp4"),
            ("https://videos.example.com/a/clip.mp4", 22, "https:/…com/a/clip.mp4"),
        ])
    func middle(text: String, width: Int, result: String) {
        let cut = DisplayWidth.cutMiddle(text, to: width, mark: "…")
        #expect(cut == result)
        #expect(DisplayWidth.of(cut) <= width)
    }

    @Test("no width is too small for a link", arguments: 0..<12)
    func narrow(width: Int) {
        #expect(DisplayWidth.of(DisplayWidth.cutMiddle("视频视频视频视频视频", to: width, mark: "…")) <= width)
    }

    @Test("words are wrapped whole; one that is too long stands alone")
    func wrapped() {
        #expect(DisplayWidth.wrapped("set the clock now", to: 9) == ["set the", "clock now"])
        #expect(
            DisplayWidth.wrapped("see https://example.com/long for it", to: 8) == [
                "see", "https://example.com/long", "for it",
            ])
        #expect(DisplayWidth.wrapped("", to: 8) == [])
    }
}
