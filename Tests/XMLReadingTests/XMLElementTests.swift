import Testing

@testable import XMLReading

@Suite struct XMLElementTests {
    private static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"

    private func parse(_ text: String) throws(XMLDefect) -> XMLElement {
        try XMLElement(parsing: Array(text.utf8))
    }

    @Test(
        "an element is known by its local name, whatever the namespace",
        arguments: [
            "<Error><Code>NoSuchKey</Code></Error>",
            "<Error xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Code>NoSuchKey</Code></Error>",
            "<s3:Error xmlns:s3=\"http://s3.amazonaws.com/doc/2006-03-01/\"><s3:Code>NoSuchKey</s3:Code></s3:Error>",
            "<Error><s:Code xmlns:s=\"urn:other\">NoSuchKey</s:Code></Error>",
            declaration + "<Error>\n  <!-- a comment --><Code>NoSuchKey</Code><?hint nothing?>\n</Error>\n",
        ])
    func namespaces(text: String) throws {
        let root = try parse(text)
        #expect(root.name == "Error")
        #expect(root["Code"] == "NoSuchKey")
        #expect(root["Message"] == nil)
    }

    @Test(
        "white space that kept the line open is skipped, also before the declaration",
        arguments: ["", " ", "\n", "\r\n", "\t", String(repeating: " \n", count: 5000)])
    func leadingWhiteSpace(space: String) throws {
        let root = try parse(space + Self.declaration + "<Error><Code>SlowDown</Code></Error>")
        #expect(root["Code"] == "SlowDown")
    }

    @Test("a byte order mark is skipped")
    func byteOrderMark() throws {
        let root = try XMLElement(parsing: [0xEF, 0xBB, 0xBF] + Array("<Error/>".utf8))
        #expect(root == XMLElement(name: "Error", text: "", children: []))
    }

    @Test(
        "text comes decoded",
        arguments: [
            ("a &lt;b&gt; &amp; &quot;c&quot; &apos;d&apos;", "a <b> & \"c\" 'd'"),
            ("&#228;&#x1F600;", "ä😀"),
            ("<![CDATA[<b>&amp;]]>", "<b>&amp;"),
            ("one<!-- two --> three", "one three"),
            ("  kept  ", "  kept  "),
            ("视频", "视频"),
        ])
    func text(source: String, expected: String) throws {
        #expect(try parse("<Error><Message>\(source)</Message></Error>")["Message"] == expected)
    }

    @Test("an encoding named in the declaration is followed")
    func otherEncoding() throws {
        let head = Array("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><Error><Message>".utf8)
        let root = try XMLElement(parsing: head + [0xE4] + Array("</Message></Error>".utf8))
        #expect(root["Message"] == "ä")
    }

    @Test("of repeated children the first counts, and all are kept in order")
    func repeatedChildren() throws {
        let root = try parse("<Parts><Part>1</Part><Part>2</Part><Other/></Parts>")
        #expect(root["Part"] == "1")
        #expect(root.children.map(\.name) == ["Part", "Part", "Other"])
        #expect(root.children.map(\.text) == ["1", "2", ""])
    }

    @Test(
        "what is no XML is refused",
        arguments: [
            "", " ", "\n\n", "{\"code\":\"AccessDenied\"}", "AccessDenied", "<", "<Error>", "</Error>",
            "<Error><Code>NoSuchKey</Code>", "<Error><Code>NoSuch", "<Error><Code>NoSuchKey</Cod",
            "<Error><Code>NoSuchKey</Message></Error>", "<Error/><Error/>", "<Error/>and more",
            "<Error><Message>a & b</Message></Error>", "<Error><Message>&unknown;</Message></Error>",
            "<Error><Message>&#27;</Message></Error>", "<html><body><h1>502 Bad Gateway</h1><hr></body></html>",
            "<?xml version=\"1.0\"?>",
        ])
    func malformed(text: String) {
        #expect(throws: XMLDefect.malformed) { try parse(text) }
    }

    @Test(
        "bytes that are no UTF-8 or that hold a NUL are refused",
        arguments: [[UInt8]](arrayLiteral: [0xFF, 0xFE], [0x3C, 0x00, 0x3E], [0x00], [0x80, 0x81], [0xC3]))
    func notUTF8(bytes: [UInt8]) {
        #expect(throws: XMLDefect.malformed) {
            try XMLElement(parsing: Array("<Error><Code>".utf8) + bytes + Array("</Code></Error>".utf8))
        }
    }

    @Test("a reply cut anywhere is refused, never half understood")
    func truncated() throws {
        let whole = Array((Self.declaration + "<Error><Code>NoSuchKey</Code><Message>gone</Message></Error>").utf8)
        for length in 0..<whole.count {
            #expect(throws: XMLDefect.malformed, "cut at \(length)") {
                try XMLElement(parsing: Array(whole[..<length]))
            }
        }
        #expect(try XMLElement(parsing: whole)["Code"] == "NoSuchKey")
    }

    @Test("well-formed HTML is read as what it is: no error of the storage")
    func wellFormedHTML() throws {
        #expect(try parse("<html><body><Code>AccessDenied</Code></body></html>").name == "html")
    }
}
