import HTTPTransport

/// Judges what a link gave as a browser's video element would; pure.
struct LinkVerdict {
    /// How the link came about, which decides about remedies.
    let advice: LinkAdvice
    /// Media type the object was stored with; `nil` accepts any.
    let contentType: String?

    /// What keeps the link from playing; empty: it plays.
    func problems(of answer: LinkAnswer) -> [LinkProblem] {
        switch answer {
        case .response(let head): problems(of: head)
        case .badRedirect(let what):
            [LinkProblem(kind: .redirect, found: what, remedy: "point links.baseURL at the final https address")]
        case .unreachable(let error):
            [LinkProblem(kind: .unreachable, found: "no answer: \(error.detail)", remedy: advice.unreachable)]
        }
    }

    private func problems(of head: HTTPResponseHead) -> [LinkProblem] {
        switch head.status {
        case 206: typeProblems(head) + downloadProblems(head)
        case 200..<300:
            [
                LinkProblem(
                    kind: .noRanges,
                    found: "byte ranges are not honoured (HTTP \(head.status)), so that nobody can seek",
                    remedy: "let the CDN or proxy before the bucket pass Range on")
            ] + typeProblems(head) + downloadProblems(head)
        case 401, 403:
            [
                LinkProblem(
                    kind: .forbidden, found: "not open to everybody (HTTP \(head.status))", remedy: advice.forbidden)
            ]
        case 404, 410:
            [LinkProblem(kind: .missing, found: "nothing is there (HTTP \(head.status))", remedy: advice.missing)]
        default: [LinkProblem(kind: .refused, found: "refused with HTTP \(head.status)", remedy: advice.refused)]
        }
    }

    private func typeProblems(_ head: HTTPResponseHead) -> [LinkProblem] {
        guard let contentType else { return [] }
        let served = head.headers["Content-Type"].map(Self.essence)
        guard served != Self.essence(contentType) else { return [] }
        return [
            LinkProblem(
                kind: .mediaType, found: "served as \(served ?? "no type at all") instead of \(contentType)",
                remedy: "let the CDN or proxy before the bucket pass Content-Type on")
        ]
    }

    private func downloadProblems(_ head: HTTPResponseHead) -> [LinkProblem] {
        let disposition = head.headers["Content-Disposition"].map(Self.essence)
        let isForced = ["x-oss-force-download", "x-cos-force-download"].contains { head.headers[$0] == "true" }
        guard isForced || disposition == "attachment" else { return [] }
        return [
            LinkProblem(
                kind: .forcedDownload, found: "browsers are told to download it instead of playing it",
                remedy: isForced ? advice.forcedByProvider : advice.forcedDownload)
        ]
    }

    /// A field's value without parameters, in lower case.
    private static func essence(_ value: String) -> String {
        let end = value.firstIndex(of: ";") ?? value.endIndex
        return value[..<end].lowercased().filter { $0 != " " && $0 != "\t" }
    }
}
