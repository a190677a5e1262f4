import Archiving
import Failures
import Manifest
import Redaction
import RequestSigning
import Simulation
import Synchronization
import TestServers
import Testing

@testable import ObjectStorage

@Suite("What a run learns of the storage", .timeLimit(.minutes(4)))
struct LearningRunTests {
    /// Answers of the storage about this video that say so.
    private static func count(_ code: String, _ bench: StorageBench) async throws -> Int {
        try await bench.requests().count { $0.code == code }
    }

    @Test(
        "a clock that is off by twenty minutes is found out once", arguments: UploadCase.all())
    func clock(upload: UploadCase) async throws {
        var settings = ServerSettings()
        settings.clockOffset = upload.way == .single ? 1200 : -1200
        let bench = try await StorageBench(upload, on: try await StorageBench.start(upload.kind, settings))
        try await bench.expectArchived(await bench.run.run())
        #expect(try await Self.count("RequestTimeTooSkewed", bench) == 1)
        #expect(try bench.downloads() == (upload.way == .single ? 2 : 3))
    }

    @Test("another region in the scope is found out once", arguments: UploadCase.all([.aws, .garage]))
    func scope(upload: UploadCase) async throws {
        var bench = try await StorageBench(upload)
        bench.run.region = "elsewhere"
        try await bench.expectArchived(await bench.run.run())
        #expect(try await Self.count("AuthorizationHeaderMalformed", bench) == 1)
        #expect(try bench.downloads() == (upload.way == .single ? 2 : 3))
    }

    @Test("a bucket at another endpoint is found there", arguments: UploadCase.all([.oss, .aws]))
    func endpoint(upload: UploadCase) async throws {
        var bench = try await StorageBench(upload)
        let server = bench.run.storage
        bench.run.endpoint =
            if let oss = server as? OSSServer {
                oss.endpoint(inRegion: "elsewhere")
            } else {
                try #require(server as? StrictS3Server).endpoint(inRegion: "elsewhere")
            }
        if upload.kind == .aws { bench.run.region = "elsewhere" }
        try await bench.expectArchived(await bench.run.run())
        #expect(try await Self.count(upload.kind == .oss ? "AccessDenied" : "PermanentRedirect", bench) == 1)
        #expect(try bench.downloads() == (upload.way == .single ? 2 : 3))
    }

    @Test(
        "a fresh bucket's detour is taken for the request it was told, and no other", arguments: UploadCase.all([.aws]))
    func detour(upload: UploadCase) async throws {
        let server = try #require(try await StorageBench.start(.aws) as? StrictS3Server)
        var bench = try await StorageBench(upload, on: server)
        bench.run.endpoint = server.endpoint(inRegion: server.region)
        var settings = ServerSettings()
        settings.habits = S3Habits()
        settings.habits?.freshBuckets = [StorageBench.bucketName: "s3-fresh.us-test-1.localhost"]
        try await server.control.change(settings)
        try await bench.expectArchived(await bench.run.run())
        // What was sent away takes a second request, or a third where two parts side by side are taught the way.
        let downloads = try bench.downloads()
        #expect(upload.way == .single ? downloads == 2 : 6...9 ~= downloads)
        let hosts = try await bench.requests().filter { $0.status == 200 }.map(\.host)
        #expect(!hosts.isEmpty && hosts.allSatisfy { $0.contains("s3-fresh") })
    }

    /// Keys that have ended, and the next ones once these were refused.
    private final class EndingKeys: SigningCredentialSource {
        private let keys: Mutex<[SigningCredentials]>

        init(_ keys: [ServerCredential]) {
            self.keys = Mutex(
                keys.map {
                    SigningCredentials(
                        accessKeyID: $0.accessKeyID, secretAccessKey: Secret($0.secretAccessKey),
                        sessionToken: $0.securityToken.map { Secret($0) })
                })
        }

        func credentials() throws(Failure) -> SigningCredentials {
            guard let first = keys.withLock({ $0.first }) else {
                throw Failure("test.no-key", "no key is left", disposition: .stop(.credentials))
            }
            return first
        }

        func refused(_ credentials: SigningCredentials) -> Bool {
            keys.withLock { keys in
                if keys.count > 1, keys.first?.accessKeyID == credentials.accessKeyID { keys.removeFirst() }
                return keys.first?.accessKeyID != credentials.accessKeyID
            }
        }
    }

    @Test("keys that have ended are replaced once", arguments: UploadCase.all())
    func expiredToken(upload: UploadCase) async throws {
        var bench = try await StorageBench(upload)
        bench.run.credentials = EndingKeys([StorageBench.endedUser, .temporary])
        try await bench.expectArchived(await bench.run.run())
        let refusals = try await bench.requests().filter { $0.status >= 400 }
        #expect(refusals.count == 1)
        #expect(try bench.downloads() == (upload.way == .single ? 2 : 3))
    }

    @Test("where there are no others the run ends with 77", arguments: UploadCase.all())
    func onlyExpiredToken(upload: UploadCase) async throws {
        var bench = try await StorageBench(upload)
        bench.run.credentials = EndingKeys([StorageBench.endedUser])
        try await bench.expectWaiting(await bench.run.run(), .credentials, "storage.expired-token")
        #expect(try bench.downloads() == 1)
    }

    @Test(
        "keys that end in the middle are replaced, and only the part under way is sent again",
        arguments: UploadCase.parts())
    func tokenEndsLater(upload: UploadCase) async throws {
        var bench = try await StorageBench(upload)
        bench.run.credentials = EndingKeys([.administrator, .temporary])
        try await bench.inject(.error(403, upload.kind == .oss ? "SecurityTokenExpired" : "ExpiredToken"), skip: 1)
        try await bench.expectArchived(await bench.run.run())
        #expect(try bench.downloads() == 4)
    }
}
