import Testing

@testable import XMLReading

@Suite struct HostileXMLTests {
    private static let billionLaughs = """
        <?xml version="1.0"?><!DOCTYPE Error [<!ENTITY a0 "lol">\
        \((1...9).map { "<!ENTITY a\($0) \"\(String(repeating: "&a\($0 - 1);", count: 10))\">" }.joined())\
        ]>
        """

    /// One long entity, named often: small on the wire, quadratic when expanded.
    private static let quadratic =
        "<!DOCTYPE Error [<!ENTITY a \"\(String(repeating: "x", count: 100_000))\">]>"

    @Test(
        "a document type is refused, whatever it declares",
        arguments: [
            "<!DOCTYPE Error><Error><Code>SlowDown</Code></Error>",
            "<!DOCTYPE Error SYSTEM \"http://127.0.0.1:9/evil.dtd\"><Error/>",
            "<!DOCTYPE Error [<!ENTITY x \"SlowDown\">]><Error><Code>&x;</Code></Error>",
            "<!DOCTYPE Error [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Error><Code>&x;</Code></Error>",
            "<!DOCTYPE Error [<!ENTITY % x SYSTEM \"file:///etc/passwd\"> %x;]><Error/>",
            "<!DOCTYPE Error [<!ATTLIST Error Code CDATA \"SlowDown\">]><Error/>",
            "<?xml version=\"1.0\"?>\n<!DOCTYPE html>\n<html><body/></html>",
        ])
    func documentType(text: String) {
        #expect(throws: XMLDefect.documentType) { try XMLElement(parsing: Array(text.utf8)) }
    }

    @Test(
        "a bomb of entities is refused without being expanded",
        arguments: [
            billionLaughs + "<Error><Code>&a9;</Code></Error>",
            billionLaughs + "<Error Code=\"&a9;\"/>",
            quadratic + "<Error><Code>\(String(repeating: "&a;", count: 100_000))</Code></Error>",
            quadratic + "<Error Code=\"\(String(repeating: "&a;", count: 100_000))\"/>",
            "<!DOCTYPE Error [<!ENTITY a \"&b;\"><!ENTITY b \"&a;\">]><Error><Code>&a;</Code></Error>",
        ])
    func entityBomb(text: String) {
        let clock = ContinuousClock()
        let time = clock.measure {
            #expect(throws: XMLDefect.self) { try XMLElement(parsing: Array(text.utf8)) }
        }
        #expect(time < .seconds(5))
    }

    @Test("elements may lie as deep as any real reply, not as deep as an attack wants them")
    func deepNesting() throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)).utf8)
        }
        var element = try XMLElement(parsing: nested(200))
        var depth = 1
        while let child = element.children.first {
            element = child
            depth += 1
        }
        #expect(depth == 200)
        for depth in [300, 10_000, 500_000] {
            #expect(throws: XMLDefect.malformed) { try XMLElement(parsing: nested(depth)) }
        }
    }

    @Test("a reply above 4 MiB is refused by its size, before anything looks into it")
    func tooLarge() throws {
        let head = Array("<Error><Code>SlowDown</Code><Message>".utf8)
        let tail = Array("</Message></Error>".utf8)
        func sized(_ size: Int) -> [UInt8] {
            head + [UInt8](repeating: 0x61, count: size - head.count - tail.count) + tail
        }
        #expect(try XMLElement(parsing: sized(XMLElement.sizeLimit))["Code"] == "SlowDown")
        for bytes in [sized(XMLElement.sizeLimit + 1), sized(100 << 20), [UInt8](repeating: 0x20, count: 100 << 20)] {
            #expect(throws: XMLDefect.tooLarge) { try XMLElement(parsing: bytes) }
        }
    }

    @Test("a long list of elements is read as a whole")
    func wide() throws {
        let text = "<List>\(String(repeating: "<Key>k</Key>", count: 50_000))</List>"
        #expect(try XMLElement(parsing: Array(text.utf8)).children.count == 50_000)
    }

    @Test("replies are read by many tasks at once")
    func concurrently() async {
        let good = Array("<Error><Code>SlowDown</Code></Error>".utf8)
        let bad = Array("<Error><Code>SlowDown".utf8)
        let codes = await withTaskGroup(of: [String?].self) { group in
            for _ in 0..<8 {
                group.addTask {
                    (0..<500).map { try? XMLElement(parsing: $0.isMultiple(of: 2) ? good : bad)["Code"] }
                }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(codes.count { $0 == "SlowDown" } == 2000)
        #expect(codes.count { $0 == nil } == 2000)
    }
}
