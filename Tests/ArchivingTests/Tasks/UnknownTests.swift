import Failures
import Foundation
import HTTPTransport
import Manifest
import ModelStudio
import Redaction
import TestServers
import Testing

@testable import Archiving

@Suite("A task that the service says it does not know")
struct UnknownTests {
    /// Says UNKNOWN for each task; its list answers with this.
    struct Service: HTTPExchanging {
        var list: Result<HTTPResponse, TransportError>

        init(_ status: Int, _ body: String) {
            list = .success(HTTPResponse(head: HTTPResponseHead(status: status), body: Array(body.utf8)))
        }

        init(_ kind: TransportError.Kind) { list = .failure(TransportError(kind, "it blips")) }

        func exchange(_ request: HTTPRequest, limits: ExchangeLimits) async throws(TransportError) -> HTTPResponse {
            if request.url.hasSuffix("/tasks?task_id=t") { return try list.get() }
            let body = "{\"output\":{\"task_id\":\"t\",\"task_status\":\"UNKNOWN\"}}"
            return HTTPResponse(head: HTTPResponseHead(status: 200), body: Array(body.utf8))
        }

        var client: ModelStudioClient {
            ModelStudioClient(
                http: self, endpoint: "https://studio.example/api/v1", apiKey: Secret("sk"),
                pacer: Pacer(permitsPerSecond: 1000), retries: 0)
        }
    }

    private static let at = Date(timeIntervalSince1970: 1_767_398_399)

    private static let lists: [(Service, isGone: Bool, isStop: Bool)] = [
        (Service(200, "{\"total\":0,\"data\":[]}"), true, false),
        (Service(200, "{\"total\":1,\"data\":[{\"task_id\":\"other\",\"status\":\"RUNNING\"}]}"), true, false),
        (Service(200, "{\"total\":1,\"data\":[{\"task_id\":\"t\",\"status\":\"UNKNOWN\"}]}"), true, false),
        (Service(200, "{\"total\":1,\"data\":[{\"task_id\":\"t\",\"status\":\"RUNNING\"}]}"), false, false),
        (Service(200, "{\"total\":1,\"data\":[{\"task_id\":\"t\",\"status\":\"SUCCEEDED\"}]}"), false, false),
        (Service(200, "{\"total\":1,\"data\":[{\"task_id\":\"t\"}]}"), false, false),
        (Service(500, ""), false, false), (Service(200, "{}"), false, false), (Service(.broken), false, false),
        (Service(401, "{\"code\":\"InvalidApiKey\"}"), false, true), (Service(.notConnected), false, true),
    ]

    private static func manifest(_ origin: TaskOrigin, age: Double) throws -> Manifest {
        let manifest = try Manifest.open(path: ScratchDirectory("unknown").file("manifest.sqlite"))
        _ = try manifest.add([NewTask(taskID: "t", submittedAt: at - age)], origin: origin, now: at - age)
        return manifest
    }

    private static func ask(_ manifest: Manifest, _ service: Service) async throws -> TaskFollower.Round {
        let follower = TaskFollower(
            manifest: manifest, studio: service.client, queue: WorkQueue(manifest: manifest, only: nil, limit: nil),
            region: "singapore", observer: { _ in }, now: { at })
        var round = TaskFollower.Round()
        try await follower.askAll(only: nil, notListedIn: nil, &round)
        return round
    }

    @Test("it is gone only where the list does not name it either", arguments: lists, [5, 80_000] as [Double])
    func asked(list: (service: Service, isGone: Bool, isStop: Bool), age: Double) async throws {
        for origin in [TaskOrigin.discovered, .added] {
            let manifest = try Self.manifest(origin, age: age)
            let round = try await Self.ask(manifest, list.service)
            #expect(round.queried == (list.isGone ? 1 : 0))
            #expect(round.unanswered == (list.isGone || list.isStop ? 0 : 1))
            #expect((round.stop != nil) == list.isStop)
            #expect(try manifest.task("t")?.phase == (list.isGone ? .gone : .running))
            #expect(try manifest.videos(of: "t").map(\.state) == [list.isGone ? .lost : .waiting])
        }
    }

    @Test("one that was submitted here a moment ago is not known to the list either, and waits")
    func young() async throws {
        let manifest = try Self.manifest(.submitted, age: 5)
        let round = try await Self.ask(manifest, Self.lists[0].0)
        #expect(round.queried == 1)
        #expect(try manifest.task("t")?.phase == .running)
    }

    @Test("nor is a dead URL past hope while the list names its task", arguments: lists)
    func renewal(list: (service: Service, isGone: Bool, isStop: Bool)) async throws {
        let manifest = try Self.manifest(.added, age: 80_000)
        let url = ReportedVideo(
            index: 0, kind: .video, outcome: .url("https://r.example/v.mp4?Signature=s", expiresAt: Self.at - 60))
        _ = try manifest.record(
            TaskUpdate(taskID: "t", status: "SUCCEEDED", phase: .succeeded, videos: [url], at: Self.at - 60))
        let renewal = SourceRenewal(
            manifest: manifest, studio: list.service.client, region: "singapore", now: { Self.at })
        let answer = try await renewal.renew(try manifest.videos(of: "t")[0], of: #require(try manifest.task("t")))
        switch answer {
        case .fresh: Issue.record("there is no URL in the answer")
        case .nothingNew: #expect(list.isGone)
        case .unanswered: #expect(!list.isGone)
        }
    }
}
