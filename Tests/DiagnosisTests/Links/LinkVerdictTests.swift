import HTTPTransport
import ObjectStorage
import Testing

@testable import Diagnosis

@Suite("what a link says to a browser")
struct LinkVerdictTests {
    private static func verdict(
        profile: String = "aws", prefix: String = "clips", hasBaseURL: Bool = false, disposition: String? = nil,
        contentType: String? = "video/mp4"
    ) throws -> LinkVerdict {
        let location = try BucketLocation(
            bucket: "videos", endpoint: "https://storage.example", region: "eu", profile: profile, addressing: nil)
        return LinkVerdict(
            advice: LinkAdvice(
                location: location, prefix: prefix, hasBaseURL: hasBaseURL, contentDisposition: disposition),
            contentType: contentType)
    }

    private static func answer(_ status: Int, _ headers: HTTPHeaders = ["Content-Type": "video/mp4"]) -> LinkAnswer {
        .response(HTTPResponseHead(status: status, headers: headers))
    }

    struct Case: Sendable {
        var answer: LinkAnswer
        var kinds: [LinkProblem.Kind]
    }

    private static let cases = [
        Case(answer: answer(206), kinds: []),
        Case(answer: answer(206, ["content-type": "Video/MP4; charset=binary"]), kinds: []),
        Case(answer: answer(206, ["Content-Type": "video/mp4", "Content-Disposition": "inline"]), kinds: []),
        Case(answer: answer(206, ["Content-Type": "video/mp4", "x-oss-force-download": "false"]), kinds: []),
        Case(answer: answer(200), kinds: [.noRanges]),
        Case(answer: answer(204, [:]), kinds: [.noRanges, .mediaType]),
        Case(answer: answer(206, [:]), kinds: [.mediaType]),
        Case(answer: answer(206, ["Content-Type": "application/octet-stream"]), kinds: [.mediaType]),
        Case(
            answer: answer(206, ["Content-Type": "video/mp4", "Content-Disposition": "Attachment; filename=a.mp4"]),
            kinds: [.forcedDownload]),
        Case(
            answer: answer(206, ["Content-Type": "video/mp4", "x-oss-force-download": "true"]),
            kinds: [.forcedDownload]),
        Case(
            answer: answer(200, ["Content-Type": "text/html", "x-cos-force-download": "true"]),
            kinds: [.noRanges, .mediaType, .forcedDownload]),
        Case(answer: answer(401, [:]), kinds: [.forbidden]), Case(answer: answer(403, [:]), kinds: [.forbidden]),
        Case(answer: answer(404, [:]), kinds: [.missing]), Case(answer: answer(410, [:]), kinds: [.missing]),
        Case(answer: answer(400, [:]), kinds: [.refused]), Case(answer: answer(416, [:]), kinds: [.refused]),
        Case(answer: answer(503, [:]), kinds: [.refused]),
        Case(answer: .badRedirect("a redirect that leads nowhere"), kinds: [.redirect]),
        Case(answer: .unreachable(TransportError(.nameNotResolved, "no such host")), kinds: [.unreachable]),
    ]

    @Test("a link plays, or it is said why not", arguments: cases)
    func kinds(expected: Case) throws {
        let problems = try Self.verdict().problems(of: expected.answer)
        #expect(problems.map(\.kind) == expected.kinds)
        for problem in problems {
            #expect(!problem.found.isEmpty)
            #expect(!problem.remedy.isEmpty)
            #expect(!problem.found.hasSuffix("."))
            #expect(!problem.remedy.hasSuffix("."))
        }
    }

    @Test("any type will do for an object whose type is not known")
    func anyType() throws {
        #expect(try Self.verdict(contentType: nil).problems(of: Self.answer(206, [:])).isEmpty)
    }

    @Test(
        "a link that is not open to everybody gets the provider's own remedy",
        arguments: [
            ("aws", "Block Public Access"), ("oss", "storage.acl: public-read"),
            ("r2", "set links.baseURL to a domain"),
            ("b2", "make the bucket public"), ("gcs", "allUsers"),
            ("minio", "mc anonymous set download ALIAS/videos/clips"),
            ("ceph", "storage.acl: public-read"), ("garage", "links.baseURL"), ("wasabi", "ask Wasabi"),
            ("spaces", "storage.acl: public-read"), ("generic", "storage.acl: public-read"),
        ])
    func forbidden(profile: String, remedy: String) throws {
        let problems = try Self.verdict(profile: profile).problems(of: Self.answer(403))
        #expect(problems.first?.remedy.contains(remedy) == true)
    }

    @Test("under a domain of one's own the remedy is about that domain", arguments: [403, 404, 500])
    func baseURL(status: Int) throws {
        let problems = try Self.verdict(profile: "r2", hasBaseURL: true).problems(of: Self.answer(status))
        #expect(problems.first?.remedy.contains("links.baseURL") == true)
    }

    @Test("a forced download is traced to the provider, the settings or what stands before the bucket")
    func forcedDownload() throws {
        let attachment = Self.answer(206, ["Content-Type": "video/mp4", "Content-Disposition": "attachment"])
        func remedy(_ verdict: LinkVerdict, _ answer: LinkAnswer) -> String {
            verdict.problems(of: answer).first?.remedy ?? ""
        }
        #expect(
            remedy(try Self.verdict(disposition: "attachment"), attachment).contains("contentDisposition: inline (what")
        )
        #expect(remedy(try Self.verdict(profile: "obs"), attachment).contains("bind a domain of your own"))
        #expect(remedy(try Self.verdict(profile: "obs", hasBaseURL: true), attachment).contains("in the CDN"))
        let forced = Self.answer(206, ["Content-Type": "video/mp4", "x-oss-force-download": "true"])
        #expect(remedy(try Self.verdict(profile: "oss"), forced).contains("bind a domain of your own"))
    }
}
