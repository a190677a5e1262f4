import Testing

@testable import Simulation

@Suite("Reading multipart forms", .timeLimit(.minutes(5)))
struct MultipartReaderTests {
    private static let contentType = "multipart/form-data; boundary=xyz"
    private static let form = """
        --xyz\r
        Content-Disposition: form-data; name="key"\r
        \r
        folder/a.png\r
        --xyz\r
        Content-Disposition: form-data; name="file"; filename="a.png"\r
        Content-Type: image/png\r
        \r
        one\r
        --xy two\r\n\r
        --xyz--\r\n
        """

    /// All events, the bytes of a part joined.
    private func events(_ text: String, pieces: Int, contentType: String = contentType) throws
        -> [MultipartReader.Event]
    {
        var reader = try #require(MultipartReader(contentType: contentType))
        var events: [MultipartReader.Event] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            reader.append(rest.prefix(pieces))
            rest = rest.dropFirst(pieces)
            while let event = reader.next() {
                if case .bytes(let more) = event, case .bytes(let earlier) = events.last {
                    events[events.count - 1] = .bytes(earlier + more)
                } else {
                    events.append(event)
                }
            }
        }
        return events
    }

    @Test("parts come out whole however the body is cut into pieces", arguments: [1, 2, 3, 7, 64, 1000])
    func pieces(size: Int) throws {
        #expect(
            try events(Self.form, pieces: size) == [
                .part(name: "key", fileName: nil, contentType: nil), .bytes(Array("folder/a.png".utf8)),
                .part(name: "file", fileName: "a.png", contentType: "image/png"),
                .bytes(Array("one\r\n--xy two\r\n".utf8)), .end,
            ])
    }

    @Test("a boundary may be quoted, what stands before the first one is no part, and parts may be empty")
    func variants() throws {
        let form = "hello\r\n--xyz\r\nContent-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n--xyz--"
        #expect(
            try events(form, pieces: 5, contentType: "Multipart/Form-Data; boundary=\"xyz\"") == [
                .part(name: "empty", fileName: nil, contentType: nil), .end,
            ])
    }

    @Test(
        "what is no form is told",
        arguments: ["--xyz?\r\n", "--xyz\r\n\r\n\r\n", "--xyz\r\nContent-Type: text/plain\r\n\r\nx\r\n--xyz--"])
    func malformed(text: String) throws {
        #expect(try events(text, pieces: 1000) == [.malformed])
    }

    @Test("a head without an end is given up", arguments: [100, 8000])
    func longHead(pieces: Int) throws {
        #expect(try events("--xyz\r\n" + String(repeating: "a", count: 9000), pieces: pieces) == [.malformed])
    }

    @Test(
        "only forms with a boundary are read",
        arguments: [nil, "", "application/json", "multipart/form-data", "multipart/mixed; boundary=a"])
    func otherTypes(contentType: String?) {
        #expect(MultipartReader(contentType: contentType) == nil)
    }
}
