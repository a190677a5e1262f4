import Failures
import Foundation
import HTTPTransport
import ObjectStorage
import TestServers
import Testing

@testable import Diagnosis

@Suite("the doctor at real servers", .timeLimit(.minutes(3)))
struct DoctorTests {
    private static func levels(_ report: DoctorReport) -> [String: FindingLevel] {
        Dictionary(report.findings.map { ($0.id, $0.level) }) { max($0, $1) }
    }

    @Test(
        "finds nothing that keeps keepreel from working, and leaves nothing behind",
        arguments: StorageServerKind.allCases)
    func healthy(kind: StorageServerKind) async throws {
        let bench = try await Bench(kind)
        let report = await Doctor(bench.subject(try bench.bucket())).examine()
        let levels = Self.levels(report)
        #expect(report.status == .done, "\(report.findings.filter { $0.level == .failure })")
        #expect(!report.needsPolicy)
        for id in ["studio.key", "studio.clock", "storage.write", "storage.read", "storage.clock", "storage.delete"] {
            #expect(levels[id] == .ok, "\(id)")
        }
        let features = bench.server.features
        #expect((levels["storage.ranges"] == .ok) == features.contains(.ranges))
        #expect(levels["storage.multipart"] == .ok)
        #expect((levels["storage.conditional-write"] == .ok) == features.contains(.conditionalWrite))
        if features.contains(.signedChunks) {
            #expect(
                levels["storage.signed-chunks"] == .ok, "\(report.findings.filter { $0.id == "storage.signed-chunks" })"
            )
        }
        if features.contains(.anonymousRead), levels["links.base-url"] == nil {
            #expect(levels["links.public"] == .ok, "\(report.findings.filter { $0.id.hasPrefix("links") })")
        }
        #expect(try await bench.keys().isEmpty)
        for finding in report.findings {
            #expect(!finding.found.hasSuffix("."), "\(finding.id)")
            #expect(finding.remedy?.hasSuffix(".") != true, "\(finding.id)")
            #expect(finding.level < .warning || finding.remedy != nil, "\(finding.id)")
        }
        try await bench.server.stop()
    }

    @Test("a wrong secret is a failure of credentials")
    func wrongSecret() async throws {
        let bench = try await Bench(.oss)
        let report = await Doctor(bench.subject(try bench.bucket(secret: "a guess"))).examine()
        #expect(report.status == .credentials)
        let failure = report.findings.first { $0.id == "storage.write" }
        #expect(failure?.level == .failure)
        #expect(failure?.remedy != nil)
        #expect(!report.findings.contains { $0.id == "storage.read" })
        try await bench.server.stop()
    }

    @Test("a permission that is missing brings the policy")
    func denied() async throws {
        let server = try await OSSServer.start(buckets: ["videos"])
        try await server.control.add(.error(403, "AccessDenied").on("PutObject", times: 9))
        let bench = try Bench(server)
        let report = await Doctor(bench.subject(try bench.bucket())).examine()
        #expect(report.status == .credentials)
        #expect(report.needsPolicy)
        try await server.stop()
    }

    @Test("nobody listening is told as such")
    func unreachable() async throws {
        let bench = try await Bench(.seaweedfs)
        let port = try FreePort.take()
        let bucket = try bench.bucket(endpoint: "http://127.0.0.1:\(port)")
        let report = await Doctor(bench.subject(bucket)).examine()
        #expect(report.status == .unavailable)
        try await bench.server.stop()
    }

    @Test("credentials that cannot be found end the examination of the bucket, and that of Model Studio is told")
    func noCredentials() async throws {
        let bench = try await Bench(.oss)
        let missing = Failure("storage.no-credentials", "none", remedy: "set some", disposition: .stop(.credentials))
        let refused = Failure("studio.unknown-key", "no such key", remedy: "set it", disposition: .stop(.credentials))
        let subject = bench.subject(try bench.bucket()) { subject in
            subject.credentials = { () throws(Failure) in throw missing }
            subject.studio = { DoctorSubject.StudioState(answer: .failure(refused), clockOffset: nil) }
        }
        let report = await Doctor(subject).examine()
        #expect(report.findings.filter { $0.level == .failure }.map(\.id) == ["studio.key", "credentials.found"])
        #expect(report.status == .credentials)
        try await bench.server.stop()
    }

    @Test("rules that delete under the prefix are told by name; a probe that cannot be deleted is told by key")
    func lifecycleAndDeletion() async throws {
        let rules = """
            <LifecycleConfiguration><Rule><ID>sweep</ID><Prefix>cl</Prefix><Status>Enabled</Status>\
            <Expiration><Days>30</Days></Expiration>\
            <AbortMultipartUpload><Days>3</Days></AbortMultipartUpload></Rule></LifecycleConfiguration>
            """
        var settings = ServerSettings()
        settings.buckets = ["videos": BucketSettings(lifecycle: rules)]
        let server = try await OSSServer.start(buckets: ["videos"], settings: settings)
        try await server.control.add(.error(403, "AccessDenied").on("DeleteObject", times: 9))
        let bench = try Bench(server)
        let report = await Doctor(bench.subject(try bench.bucket())).examine()
        let warnings = report.findings.filter { $0.level == .warning }
        #expect(warnings.map(\.id) == ["storage.delete", "lifecycle.expiry"])
        #expect(warnings.last?.found.contains("'sweep' deletes all objects under cl 30 days") == true)
        #expect(report.findings.contains { $0.id == "lifecycle.uploads" && $0.level == .ok })
        #expect(report.status == .done)
        #expect(report.needsPolicy)
        #expect(try await bench.keys().count == 1)
        try await server.stop()
    }

    @Test(
        "a region that had to be learnt is told with the setting to change", arguments: [StorageServerKind.aws, .minio])
    func wrongRegion(kind: StorageServerKind) async throws {
        let bench = try await Bench(kind)
        let report = await Doctor(bench.subject(try bench.bucket(region: "eu-nowhere-1"))).examine()
        let finding = try #require(report.findings.first { $0.id == "storage.region" })
        #expect(finding.level == .warning)
        #expect(finding.remedy == "set storage.region: \(bench.server.region)")
        #expect(report.status == .done)
        try await bench.server.stop()
    }

    @Test("a private object is a warning that says how to open it")
    func privateObject() async throws {
        let bench = try await Bench(.oss)
        let report = await Doctor(bench.subject(try bench.bucket()) { $0.probe.acl = "private" }).examine()
        let finding = try #require(report.findings.first { $0.id == "links.forbidden" })
        #expect(finding.level == .warning)
        #expect(finding.remedy?.contains("storage.acl: public-read") == true)
        #expect(report.status == .done)
        try await bench.server.stop()
    }

    @Test("a new object that a cache does not show yet is asked for again")
    func lateLink() async throws {
        let bench = try await Bench(.oss)
        let web = ScriptedWeb([
            ScriptedWeb.Reply(404), ScriptedWeb.Reply(404), ScriptedWeb.Reply(206, ["Content-Type": "video/mp4"]),
        ])
        let report = await Doctor(bench.subject(try bench.bucket()) { $0.web = web }).examine()
        #expect(report.findings.contains { $0.id == "links.public" && $0.level == .ok })
        #expect(web.requests.count == 3)
        try await bench.server.stop()
    }

    @Test("cancelled in the middle, the probe is deleted all the same")
    func cancelled() async throws {
        let bench = try await Bench(.oss)
        let web = StoppingWeb()
        let subject = bench.subject(try bench.bucket()) { $0.web = web }
        let examination = Task { await Doctor(subject).examine() }
        await web.wasAsked()
        #expect(try await bench.keys().count == 1)
        examination.cancel()
        let report = await examination.value
        #expect(report.findings.contains { $0.id == "storage.delete" && $0.level == .ok })
        #expect(try await bench.keys().isEmpty)
        try await bench.server.stop()
    }
}

/// Never answers; ends when its caller is cancelled.
private final class StoppingWeb: WebReading {
    private let asked = AsyncStream<Void>.makeStream()

    func wasAsked() async { for await _ in asked.stream { return } }

    func open(_ request: HTTPRequest, segmentLength: Int) async throws(SourceStreamError) -> any WebStream {
        asked.continuation.yield()
        try? await Task.sleep(for: .seconds(600))
        throw .transport(TransportError(.cancelled, "cancelled"))
    }
}
