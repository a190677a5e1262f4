import HTTPTransport
import Testing

@testable import Diagnosis

@Suite("following a link")
struct LinkCheckTests {
    private static func redirect(_ location: String?, status: Int = 302) -> ScriptedWeb.Reply {
        ScriptedWeb.Reply(status, location.map { ["Location": $0] } ?? [:])
    }

    @Test("asks anonymously for the first two bytes")
    func request() async {
        let web = ScriptedWeb([ScriptedWeb.Reply(206)])
        let answer = await LinkCheck(web: web).answer(of: "https://videos.example/a.mp4")
        #expect(answer == .response(HTTPResponseHead(status: 206)))
        #expect(web.requests.map(\.url) == ["https://videos.example/a.mp4"])
        #expect(web.requests.first?.headers == ["Range": "bytes=0-1", "Accept": "*/*"])
    }

    @Test(
        "follows redirects as browsers do",
        arguments: [
            ("https://cdn.example/b", "https://cdn.example/b"),
            ("//cdn.example/b?x=1#part", "https://cdn.example/b?x=1"),
            ("/b.mp4", "https://videos.example:8443/b.mp4"),
            ("b.mp4?v=2", "https://videos.example:8443/clips/b.mp4?v=2"),
        ])
    func redirects(location: String, target: String) async {
        let web = ScriptedWeb([Self.redirect(location), ScriptedWeb.Reply(206)])
        let answer = await LinkCheck(web: web).answer(of: "https://videos.example:8443/clips/a.mp4?q=/x")
        #expect(answer == .response(HTTPResponseHead(status: 206)))
        #expect(web.requests.last?.url == target)
    }

    @Test(
        "does not follow what leads nowhere",
        arguments: [
            nil, "", "http://videos.example/a", "ftp://videos.example/a", "javascript://x", "https://", "https://u@h/",
        ]
            as [String?])
    func badRedirects(location: String?) async {
        let web = ScriptedWeb([Self.redirect(location), Self.redirect(nil)])
        let answer = await LinkCheck(web: web).answer(of: "https://videos.example/a.mp4")
        guard case .badRedirect = answer else {
            Issue.record("\(answer)")
            return
        }
    }

    @Test("gives up a redirect that goes on and on")
    func endless() async {
        let web = ScriptedWeb((0..<9).map { Self.redirect("/\($0)") })
        let answer = await LinkCheck(web: web).answer(of: "http://videos.example/")
        #expect(answer == .badRedirect("more than 5 redirects"))
        #expect(web.requests.count == 6)
    }

    @Test("a refusal is an answer, and so is no connection")
    func refusals() async {
        let check = LinkCheck(
            web: ScriptedWeb([ScriptedWeb.Reply(403), ScriptedWeb.Reply(TransportError(.timedOut, "too slow"))]))
        #expect(await check.answer(of: "https://videos.example/") == .response(HTTPResponseHead(status: 403)))
        #expect(
            await check.answer(of: "https://videos.example/") == .unreachable(TransportError(.timedOut, "too slow")))
    }
}
