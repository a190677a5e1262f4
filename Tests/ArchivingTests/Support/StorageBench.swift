import Archiving
import Failures
import Foundation
import HTTPTransport
import Manifest
import Simulation
import Synchronization
import TestClocks
import TestServers
import Testing

/// How a video of these tests goes up, and where to.
struct UploadCase: Sendable, CustomTestStringConvertible {
    /// One PUT, or parts of a size that makes three of them.
    enum Way: String, CaseIterable {
        case single
        case parts
    }

    var kind: StorageServerKind
    var way: Way

    var testDescription: String { "\(kind.rawValue), \(way.rawValue)" }

    /// The operation that carries the video's bytes.
    var action: String { way == .single ? "PutObject" : "UploadPart" }

    /// Requests for the source, and uploads, where nothing goes wrong.
    var smallest: Int { way == .single ? 1 : 3 }

    /// Both ways, to a server of each kind.
    static func all(_ kinds: [StorageServerKind] = [.oss, .aws, .minio]) -> [UploadCase] {
        kinds.flatMap { kind in Way.allCases.map { UploadCase(kind: kind, way: $0) } }
    }

    static func parts(_ kinds: [StorageServerKind] = [.oss, .aws, .minio]) -> [UploadCase] {
        all(kinds).filter { $0.way == .parts }
    }
}

/// One finished video, a manifest, and a bucket whose server does as it is told.
struct StorageBench: Sendable {
    /// Each kind is started by the first test that needs it; it ends with the process. Faults hit the requests for one
    /// key, so that tests do not meet.
    private static let servers = Mutex<[StorageServerKind: Task<any ControlledServer, any Error>]>([:])
    static let bucketName = "videos"
    /// A user whose temporary keys have ended, known to every server.
    static let endedUser = ServerCredential(
        accessKeyID: "STS.ENDED", secretAccessKey: "secret-of-the-ended", securityToken: "ended", expiresAt: 1000)

    let upload: UploadCase
    let id: String
    /// Of the video.
    let bytes: [UInt8]
    let control: ServerControl
    var run: RunBench

    /// The bench on the server that all tests share, or on one of one's own.
    ///
    /// - Parameters:
    ///   - id: of the task; `nil`: a new one.
    ///   - simulator: how Model Studio is set up.
    init(
        _ upload: UploadCase, on own: (any ControlledServer)? = nil, id: String? = nil, seed: UInt64 = 7,
        simulator: SimulatorOptions = SimulatorOptions()
    ) async throws {
        self.upload = upload
        let server = if let own { own } else { try await Self.shared(upload.kind) }
        control = server.control
        run = try await RunBench(storage: server, bucket: Self.bucketName, simulator: simulator)
        run.transfer.partSize = upload.way == .single ? 1 << 20 : 128 << 10
        run.transfer.partsPerVideo = 1
        run.leastPart = 100 << 10
        run.throttleClock = TestClock().waitClock
        let name = id ?? UUID().uuidString.lowercased()
        let video = VideoBody.generated(bytes: Self.length(upload.way), seed: seed)
        try run.studio.addFinished(id: name, video: video)
        try run.add([name])
        self.id = name
        bytes = try video.allBytes()
    }

    static func length(_ way: UploadCase.Way) -> Int64 { way == .single ? 100_000 : 300_000 }

    static func start(
        _ kind: StorageServerKind, _ settings: ServerSettings = ServerSettings()
    ) async throws -> any ControlledServer {
        var settings = settings
        settings.credentials = [endedUser]
        let server: any ControlledServer =
            kind == .oss
            ? try await OSSServer.start(buckets: [bucketName], settings: settings)
            : try await StrictS3Server.start(kind, buckets: [bucketName], settings: settings)
        var change = ServerSettings()
        change.habits = S3Habits()
        change.habits?.leastPart = 100 << 10
        try await server.control.change(change)
        return server
    }

    private static func shared(_ kind: StorageServerKind) async throws -> any ControlledServer {
        let starting = servers.withLock { servers in
            if let task = servers[kind] { return task }
            let task = Task { try await start(kind) }
            servers[kind] = task
            return task
        }
        return try await starting.value
    }

    /// Lets the requests for this video go wrong.
    ///
    /// - Parameter action: the operation; `nil`: the one that carries the bytes.
    func inject(_ fault: ServerFault, _ action: String? = nil, times: Int = 1, skip: Int = 0) async throws {
        try await control.add(fault.on(action ?? upload.action, key: id, times: times, skip: skip))
    }

}

extension StorageBench {
    /// The key of the object, once a run has begun.
    var key: String { get throws { try #require(try run.video(id).objectKey) } }

    /// What lies under the video's key.
    func object() async throws -> [UInt8]? { try await run.storage.object(try key, in: Self.bucketName) }

    /// Requests to the storage for this video.
    func requests() async throws -> [ServerRequest] { try await control.report(onKeysWith: id).requests }

    /// Those of one operation.
    func requests(_ action: String) async throws -> [ServerRequest] {
        try await requests().filter { $0.action == action }
    }

    /// Ids of this video's unfinished uploads on the server.
    func uploads() async throws -> Set<String> {
        Set(try await control.uploads(in: Self.bucketName).filter { $0.key.contains(id) }.map(\.id))
    }

    /// Requests for the source so far.
    func downloads() throws -> Int { try run.requests(id).count }

    /// The video lies there as it should, the manifest says so, and nothing else is left anywhere.
    func expectArchived(_ summary: RunSummary, _ place: SourceLocation = #_sourceLocation) async throws {
        #expect(summary.status == .done && summary.archived == 1, sourceLocation: place)
        let video = try run.video(id)
        #expect(video.state == .archived && video.lastError == nil, sourceLocation: place)
        #expect(try video.size == Int64(bytes.count) && video.crc64 == run.studio.crc64(of: id), sourceLocation: place)
        #expect(try await object() == bytes, sourceLocation: place)
        #expect(try await uploads().isEmpty, sourceLocation: place)
        #expect(try run.knownUploads(in: Self.bucketName).isEmpty, sourceLocation: place)
    }

    /// The video waits for another run, its object is not there, and the manifest knows of everything that is left.
    func expectWaiting(
        _ summary: RunSummary, _ status: Failures.ExitStatus, _ code: String, _ place: SourceLocation = #_sourceLocation
    ) async throws {
        #expect(summary.status == status && summary.archived == 0, sourceLocation: place)
        let video = try run.video(id)
        #expect(video.state == .pending, sourceLocation: place)
        #expect(video.lastError?.code == code, sourceLocation: place)
        #expect(try await object() == nil, sourceLocation: place)
        let known = try [run.manifest.openUpload(of: video.key)?.uploadID].compactMap { $0 }
        #expect(try await uploads() == Set(known), sourceLocation: place)
    }
}
