import Testing

@testable import Archiving

@Suite("Content-Range")
struct ContentRangeTests {
    @Test(
        "a satisfied range of a known whole is read",
        arguments: [
            ("bytes 0-99/100", 0, 99, 100), ("bytes 5-5/10", 5, 5, 10), ("Bytes 0-0/1", 0, 0, 1),
            ("BYTES 10-19/9007199254740993", 10, 19, 9_007_199_254_740_993),
        ] as [(String, Int64, Int64, Int64)])
    func reads(text: String, first: Int64, last: Int64, total: Int64) throws {
        let range = try #require(ContentRange(text))
        #expect([range.first, range.last, range.total] == [first, last, total])
    }

    @Test(
        "anything else is none",
        arguments: [
            nil, "", "bytes", "bytes ", "bytes */100", "bytes 0-99/*", "bytes 0-99", "bytes 0-100/100", "bytes 5-4/10",
            "bytes -5-9/10", "bytes 0--9/10", "bytes 0-9-9/10", "bytes 0-9/10/10", "bytes -9/10", "bytes 0-/10",
            "bytes a-b/c", "items 0-9/10", "bytes 0-9/99999999999999999999", "bytes  0-9/10",
        ])
    func refuses(text: String?) {
        #expect(ContentRange(text) == nil)
    }
}
