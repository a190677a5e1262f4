import Failures
import HTTPTransport
import Testing

@testable import Archiving

@Suite("A stretch of the source")
struct SourceStretchTests {
    private static func stretch(start: Int64 = 1000, length: Int64 = 500) -> SourceStretch {
        SourceStretch(
            url: "https://r.example/v", start: start, length: length, etag: "\"e\"", total: 3000,
            patience: SourceStretch.Patience(resumes: 2) { .seconds($0) })
    }

    private static func head(_ range: String, status: Int = 206) -> HTTPResponseHead {
        HTTPResponseHead(status: status, headers: ["Content-Range": range])
    }

    @Test("it asks for its own bytes, if they are still those of the same content")
    func request() {
        let request = Self.stretch().request()
        #expect(request.headers == ["Range": "bytes=1000-1499", "If-Match": "\"e\""])
        #expect(Self.stretch().request(after: 499).headers["Range"] == "bytes=1499-1499")
    }

    @Test("only an answer that begins where it has to is taken")
    func answers() throws {
        try Self.stretch().checkAnswer(Self.head("bytes 1000-1499/3000"), after: 0)
        try Self.stretch().checkAnswer(Self.head("bytes 1200-1499/3000"), after: 200)
        // A shorter one goes on later.
        try Self.stretch().checkAnswer(Self.head("bytes 1000-1009/3000"), after: 0)
        for head in [
            Self.head("bytes 0-1499/3000"), Self.head("bytes 1001-1499/3000"), Self.head("bytes 1000-1499/*"),
            Self.head("bytes 1000-1499/3000", status: 200),
            HTTPResponseHead(status: 200, headers: ["Content-Length": "3000"]),
        ] {
            let failure = #expect(throws: Failure.self) { try Self.stretch().checkAnswer(head, after: 0) }
            #expect(failure?.disposition == .retry())
        }
    }

    @Test("an answer of another length is of another content, which asking again does not change")
    func changed() {
        let failure = #expect(throws: Failure.self) {
            try Self.stretch().checkAnswer(Self.head("bytes 1000-1499/3001"), after: 0)
        }
        #expect(failure?.code == "source.changed" && failure?.disposition == .refuseContent)
    }

    @Test("it ends when every byte came, and else asks for the rest, as often as it may")
    func steps() throws {
        var stretch = Self.stretch()
        let short = try #require(try stretch.step(received: 100, interruption: nil))
        #expect(short.delay == .zero && short.request?.headers["Range"] == "bytes=1100-1499")
        let broken = try #require(try stretch.step(received: 300, interruption: .broken))
        #expect(broken.delay == .seconds(1) && broken.request?.headers["Range"] == "bytes=1300-1499")
        #expect(try stretch.step(received: 300, interruption: .refused(503))?.delay == .seconds(2))
        let failure = #expect(throws: Failure.self) { try stretch.step(received: 300, interruption: .broken) }
        #expect(failure?.code == "source.cut")
        #expect(try stretch.step(received: 500, interruption: .broken)?.request == nil)
    }
}
