import Failures
import Foundation
import HTTPTransport
import Manifest
import ModelStudio
import Redaction
import TestServers
import Testing

@testable import Archiving

@Suite("A service that blips")
struct BlipTests {
    /// What comes instead of an answer.
    struct Blip: Sendable, HTTPExchanging, CustomTestStringConvertible {
        var reply: Result<HTTPResponse, TransportError>
        var testDescription: String

        static func broken(_ kind: TransportError.Kind) -> Blip {
            Blip(reply: .failure(TransportError(kind, "it blips")), testDescription: "\(kind)")
        }

        static func answer(_ status: Int, _ body: String) -> Blip {
            let response = HTTPResponse(head: HTTPResponseHead(status: status), body: Array(body.utf8))
            return Blip(reply: .success(response), testDescription: "\(status) \(body)")
        }

        func exchange(_ request: HTTPRequest, limits: ExchangeLimits) async throws(TransportError) -> HTTPResponse {
            try reply.get()
        }

        var client: ModelStudioClient {
            ModelStudioClient(
                http: self, endpoint: "https://studio.example/api/v1", apiKey: Secret("sk"),
                pacer: Pacer(permitsPerSecond: 1000), retries: 0)
        }
    }

    static let blips: [Blip] = [
        .broken(.timedOut), .broken(.broken), .broken(.badReply), .broken(.notConnected), .broken(.nameNotResolved),
        .broken(.tls), .broken(.cancelled), .answer(500, "{\"code\":\"InternalError\",\"message\":\"oops\"}"),
        .answer(500, ""), .answer(502, "<html><body>Bad Gateway</body></html>"),
        .answer(503, "{\"code\":\"ModelUnavailable\"}"), .answer(504, ""),
        .answer(429, "{\"code\":\"Throttling.RateQuota\"}"), .answer(429, ""), .answer(200, ""), .answer(200, "{"),
        .answer(200, "{\"output\":{\"task_id\":\"t\",\"task_status\":\"SUCC"), .answer(200, "{}"), .answer(200, "[]"),
        .answer(200, "null"), .answer(200, "<html>Please sign in</html>"),
        .answer(200, "{\"code\":\"InternalError\",\"message\":\"oops\"}"),
        .answer(200, "{\"output\":{\"task_id\":\"other\",\"task_status\":\"UNKNOWN\"}}"),
        .answer(200, "{\"output\":{\"task_id\":\"other\",\"task_status\":\"FAILED\"}}"),
        .answer(401, "{\"code\":\"InvalidApiKey\"}"), .answer(400, "{\"code\":\"InvalidParameter\"}"),
        .answer(404, "{\"code\":\"NotFound\"}"),
    ]

    private static let at = Date(timeIntervalSince1970: 1_767_398_399)

    /// Everything the manifest knows of the task `t`.
    private struct Snapshot: Equatable {
        var task: TaskRecord?
        var videos: [VideoRecord]

        init(_ manifest: Manifest) throws {
            task = try manifest.task("t")
            videos = try manifest.videos(of: "t")
        }
    }

    private static func manifest() throws -> Manifest {
        let manifest = try Manifest.open(path: ScratchDirectory("blips").file("manifest.sqlite"))
        _ = try manifest.add([NewTask(taskID: "t", submittedAt: at - 3600)], origin: .added, now: at - 3600)
        return manifest
    }

    @Test("it changes nothing of a task that is waited for", arguments: blips)
    func waiting(blip: Blip) async throws {
        let manifest = try Self.manifest()
        let before = try Snapshot(manifest)
        let follower = TaskFollower(
            manifest: manifest, studio: blip.client, queue: WorkQueue(manifest: manifest, only: nil, limit: nil),
            region: "singapore", observer: { _ in }, now: { Self.at })
        var round = TaskFollower.Round()
        try await follower.askAll(only: nil, notListedIn: nil, &round)
        #expect(round.queried == 0)
        #expect((round.unanswered == 1) != (round.stop != nil))
        #expect(try Snapshot(manifest) == before)
    }

    @Test("nor of a video whose URL is to be renewed", arguments: blips)
    func renewal(blip: Blip) async throws {
        let manifest = try Self.manifest()
        let url = ReportedVideo(
            index: 0, kind: .video, outcome: .url("https://r.example/v.mp4?Signature=s", expiresAt: Self.at - 60))
        _ = try manifest.record(
            TaskUpdate(taskID: "t", status: "SUCCEEDED", phase: .succeeded, videos: [url], at: Self.at - 60))
        let before = try Snapshot(manifest)
        let renewal = SourceRenewal(
            manifest: manifest, studio: blip.client, region: "singapore", now: { Self.at })
        let answer = try await renewal.renew(before.videos[0], of: #require(before.task))
        guard case .unanswered = answer else {
            Issue.record("it was taken for an answer")
            return
        }
        #expect(try Snapshot(manifest) == before)
    }
}
