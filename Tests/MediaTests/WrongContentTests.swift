import Media
import Testing

@Suite("text instead of media")
struct WrongContentTests {
    static let texts: [(String, ContentDefect)] = [
        ("<!DOCTYPE html><html><body>Sign in</body></html>", .htmlPage),
        ("\n  <!doctype HTML>\n", .htmlPage),
        ("<html><head></head></html>", .htmlPage),
        ("<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"></html>", .htmlPage),
        (
            "<?xml version=\"1.0\"?>\n<Error>\n  <Code>AccessDenied</Code><Message>expired</Message></Error>",
            .xmlDocument(code: "AccessDenied")
        ),
        ("<Error><Code>No such\nkey</Code></Error>", .xmlDocument(code: nil)),
        ("<Error><Code></Code></Error>", .xmlDocument(code: nil)),
        ("<Error><Code>Never closed", .xmlDocument(code: nil)),
        ("<!-- a comment --><a/>", .xmlDocument(code: nil)),
        ("{\"code\":\"InvalidParameter\"}", .jsonDocument),
        (" [1,2,3]", .jsonDocument),
        ("\u{FEFF}{}", .jsonDocument),
        ("{}", .jsonDocument),
    ]

    @Test("is named for what it is, long and short, in every chunking", arguments: texts)
    func named(text: String, defect: ContentDefect) {
        let short = Array(text.utf8)
        for file in [short, short + [UInt8](repeating: 0x20, count: 2000)] {
            for chunking in Chunking.allCases {
                #expect(verdict(.video, file, chunking).defect == defect)
                #expect(verdict(.image, file, chunking).defect == defect)
                #expect(verdict(.any, file, chunking).defect == defect)
            }
        }
    }

    @Test("plain text is neither video nor image", arguments: ["hello, this is no media", "<3", "   "])
    func plain(text: String) {
        #expect(verdict(.video, Array(text.utf8)).defect == .notMP4)
        #expect(verdict(.image, Array(text.utf8)).defect == .notImage)
    }

    @Test("where anything else may come, nothing at all is refused and plain text is not")
    func anything() throws {
        #expect(verdict(.any, []).defect == .empty)
        #expect(verdict(.image, []).defect == .empty)
        #expect(verdict(.any, [1, 2], totalLength: 3).defect == .truncated(missing: 1))
        let properties = try verdict(.any, Array("solid model".utf8), .bytes).get()
        #expect(properties == MediaProperties(contentType: "application/octet-stream"))
    }

    @Test("every defect is one sentence without a period")
    func sentences() {
        let defects: [ContentDefect] = [
            .empty, .htmlPage, .xmlDocument(code: nil), .xmlDocument(code: "NoSuchKey"), .jsonDocument, .notMP4,
            .notImage, .malformedBox(type: "moov", offset: 4), .boxOverrun(type: "trak", offset: 4), .strayBytes(3),
            .truncated(missing: 9), .surplus(2), .noMoov, .noMediaData, .brokenImage(contentType: "image/png"),
            .wrongSignature(contentType: "video/webm"), .brokenFile(contentType: "audio/wav"),
        ]
        #expect(Set(defects.map(\.description)).count == defects.count)
        for defect in defects {
            #expect(defect.description.hasPrefix("the ") && !defect.description.hasSuffix("."))
        }
        #expect(ContentDefect.htmlPage.description == "the answer is an HTML page, not the promised media")
    }
}
