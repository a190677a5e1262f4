import Failures
import HTTPTransport
import Testing

@testable import Archiving

@Suite("A source that redirects")
struct SourceRedirectTests {
    private static let base = "https://a.example:8443/b/c.mp4?Signature=x#f"

    private static func target(_ location: String, from base: String = base, followed: Int = 0) throws -> String {
        let head = HTTPResponseHead(status: 302, headers: ["Location": location])
        return try #require(SourceRedirect(head)).target(from: base, followed: followed)
    }

    @Test(
        "leads to the absolute form of what it names",
        arguments: [
            ("https://c.example/d?e=f", "https://c.example/d?e=f"), ("HTTPS://c.example", "HTTPS://c.example"),
            ("//c.example/d", "https://c.example/d"), ("/d/e:f?g", "https://a.example:8443/d/e:f?g"),
            ("d.mp4", "https://a.example:8443/b/d.mp4"), ("../d.mp4", "https://a.example:8443/b/../d.mp4"),
            ("?h=i", "https://a.example:8443/b/c.mp4?h=i"),
            ("", "https://a.example:8443/b/c.mp4?Signature=x"), ("/d#g", "https://a.example:8443/d"),
        ])
    func resolved(location: String, target: String) throws {
        #expect(try Self.target(location) == target)
    }

    @Test(
        "resolves against a URL without a path",
        arguments: [
            ("d", "http://a.example/d"), ("/d", "http://a.example/d"), ("?d", "http://a.example?d"),
            ("https://b.example/", "https://b.example/"),
        ])
    func bare(location: String, target: String) throws {
        #expect(try Self.target(location, from: "http://a.example") == target)
    }

    @Test(
        "is not followed where a rule forbids it, and the place is not told",
        arguments: [
            "http://secret.example/", "file:///etc/secret", "gopher://secret/", "ftp://secret/", "javascript:secret",
            "https://user:secret@b.example/", "https://b.example/se cret", "https:///secret", "https://sec\u{202E}ret/",
            "https://secret\\.example/", "https://%73ecret/",
        ])
    func refused(location: String) throws {
        let failure = try #require(throws: Failure.self) { try Self.target(location) }
        #expect(failure.code == "source.redirected")
        #expect(failure.disposition == .refuseContent)
        #expect(!"\(failure)".contains("secret"))
    }

    @Test("is followed five times, and no more")
    func often() throws {
        #expect(try Self.target("/d", followed: 4) == "https://a.example:8443/d")
        let failure = try #require(throws: Failure.self) { try Self.target("/d", followed: 5) }
        #expect(failure.message.contains("more than 5 times"))
    }

    @Test("is told by the statuses for it alone, and by a place")
    func others() {
        for status in [200, 300, 304, 305, 306, 309, 400] {
            #expect(SourceRedirect(HTTPResponseHead(status: status, headers: ["Location": "/d"])) == nil)
        }
        #expect(SourceRedirect(HTTPResponseHead(status: 302)) == nil)
    }
}
