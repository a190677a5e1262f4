import HTTPTransport

/// Follows a link as a browser's video element does: anonymously, asking for the first two bytes.
struct LinkCheck: Sendable {
    let web: any WebReading

    /// Browsers follow more; nobody needs more.
    private static let mostRedirects = 5

    func answer(of link: String) async -> LinkAnswer {
        var url = link
        for _ in 0...Self.mostRedirects {
            let request = HTTPRequest("GET", url, headers: ["Range": "bytes=0-1", "Accept": "*/*"])
            do throws(SourceStreamError) {
                return .response(try await web.open(request, segmentLength: 2).head)
            } catch {
                switch error {
                case .transport(let error): return .unreachable(error)
                case .refused(let response):
                    guard (300..<400).contains(response.head.status), response.head.status != 304 else {
                        return .response(response.head)
                    }
                    guard let target = response.head.headers["Location"].flatMap({ Redirect.target($0, from: url) })
                    else { return .badRedirect("a redirect (HTTP \(response.head.status)) that leads nowhere") }
                    guard target.hasPrefix("https://") || !url.hasPrefix("https://") else {
                        return .badRedirect("a redirect from https to http")
                    }
                    url = target
                }
            }
        }
        return .badRedirect("more than \(Self.mostRedirects) redirects")
    }
}
