import Archiving
import Failures
import Foundation
import HTTPTransport
import ModelStudio
import Pacing
import Redaction
import RequestSigning
import Settings
import Simulation
import Synchronization
import TestServers
import Testing

@testable import Manifest
@testable import ObjectStorage

/// A simulated Model Studio, a bucket of a storage server and a manifest of one's own, and runs over them. Whatever a
/// run is given can be changed before it.
struct RunBench: Sendable {
    /// Buckets whose requests a single test counts, and the one of all others.
    private static let buckets = ["videos", "once", "resumed", "refused", "report"]
    /// Started by the first test that needs it; it ends with the process.
    private static let shared = Task { try await SeaweedFS.start(buckets: buckets) }

    let studio: ModelStudioSimulator
    let storage: any StorageServer
    var manifest: Manifest
    private var http: HTTPClient
    private let scratch: ScratchDirectory

    var options = RunOptions()
    var transfer = Self.transfer
    var objects = Settings.Storage()
    var bucket: String
    var endpoint: String
    /// The region of the settings.
    var region: String
    /// Time that passes before the answer to a request for a new upload in parts is heard.
    var beginLatency = Duration.zero
    var secret: String
    /// Where the keys come from; `nil`: the administrator's, with ``secret``.
    var credentials: (any SigningCredentialSource)?
    /// The least bytes of a part, for profiles that have so many that tests are slow.
    var leastPart: Int64?
    /// By which the storage's pace is measured and waited for.
    var throttleClock = WaitClock.continuous
    var apiKey: String
    var apiURL: String
    /// Repetitions of a request to Model Studio.
    var studioRetries = 2
    /// How far the time by which the run judges is ahead of the simulator's, in seconds.
    var clockAhead = 0.0
    /// How far the machine's clock is ahead of the simulator's, in seconds; the run learns it from the replies.
    var machineAhead = 0.0
    /// Requests a second the run allows itself.
    var requestsPerSecond = 10_000.0

    /// Hours pass between two looks at the clock, so that no postponed video has to wait.
    private static var transfer: TransferOptions {
        var transfer = TransferOptions(concurrency: 4, retries: 2, sourcePolicy: .any) { _ in .milliseconds(1) }
        let looks = Atomic(0)
        transfer.clock = { .now + .seconds(3600 * looks.add(1, ordering: .relaxed).newValue) }
        return transfer
    }

    /// The bench on the real S3 server that tests share.
    init(bucket: String = "videos", simulator: SimulatorOptions = SimulatorOptions()) async throws {
        try await self.init(storage: Self.shared.value, bucket: bucket, simulator: simulator)
    }

    /// The bench on a server of any kind.
    init(
        storage: any StorageServer, bucket: String = "videos", simulator: SimulatorOptions = SimulatorOptions()
    ) async throws {
        studio = try await ModelStudioSimulator.start(simulator)
        self.storage = storage
        scratch = try ScratchDirectory("archiving")
        manifest = try Manifest.open(path: scratch.file("manifest.sqlite"))
        http = try HTTPClient()
        self.bucket = bucket
        endpoint = storage.endpoint
        region = storage.region
        secret = storage.administrator.secretAccessKey
        apiKey = studio.apiKey
        apiURL = studio.apiURL
    }

    /// What holds for every connection from now on.
    mutating func setTransport(_ options: TransportOptions) throws { http = try HTTPClient(options) }

    /// The same manifest, which refuses to be written to.
    func manifestForReading() throws -> Manifest {
        try Manifest.openForReading(path: scratch.file("manifest.sqlite"))
    }

    /// The same manifest by another connection.
    ///
    /// - Parameter busyTimeout: seconds it waits for others.
    func manifest(busyTimeout: Double) throws -> Manifest {
        try Manifest.open(path: scratch.file("manifest.sqlite"), access: .full, busyTimeout: busyTimeout)
    }

    /// An http address nobody listens at.
    static func deadURL() throws -> String { "http://127.0.0.1:\(try FreePort.take())" }

    private func location() throws -> BucketLocation {
        let location = try BucketLocation(
            bucket: bucket, endpoint: endpoint, region: region, profile: storage.profile, addressing: nil,
            dialect: storage.dialect == .oss ? .oss : .s3)
        return leastPart.map { location.withParts(from: $0) } ?? location
    }

    /// The bucket as a run has it.
    func makeBucket() throws -> Bucket {
        let keys = SigningCredentials(
            accessKeyID: storage.administrator.accessKeyID, secretAccessKey: Secret(secret))
        return Bucket(
            location: try location(), credentials: credentials ?? FixedCredentials(keys),
            http: SlowBeginnings(http: http, latency: beginLatency), retries: transfer.retries,
            backoff: { _ in .milliseconds(1) }, throttle: RequestThrottle(clock: throttleClock),
            now: { Int64(Date().timeIntervalSince1970) })
    }

    /// A run as the properties say.
    func makeRun(_ events: EventLog = EventLog()) throws -> ArchivalRun {
        let (studio, ahead, machineAhead) = (studio, clockAhead, machineAhead)
        let clock = ServiceClock { studio.now + machineAhead }
        let client = ModelStudioClient(
            http: http, endpoint: apiURL, apiKey: Secret(apiKey), pacer: Pacer(permitsPerSecond: requestsPerSecond),
            serviceClock: clock, retries: studioRetries,
            backoff: Backoff(base: .milliseconds(1), cap: .milliseconds(1)))
        let tools = ArchivalRun.Tools(
            manifest: manifest, http: http, studio: client, bucket: try makeBucket(),
            links: LinkRule(baseURL: nil, location: nil), storage: objects, prefix: "kept", region: "singapore",
            now: { clock.now() + ahead },
            clockOffset: { clock.offset })
        return ArchivalRun(tools, options: options, transfer: transfer, observer: events.observe)
    }

    /// One run, to its end.
    @discardableResult
    func run(_ events: EventLog = EventLog()) async throws -> RunSummary {
        let summary = try await makeRun(events).run()
        expectNothingTold(events)
        return summary
    }

    /// Neither the manifest's files nor what was told hold a secret of the run; what was told holds no signature either.
    private func expectNothingTold(_ events: EventLog) {
        let failures = events.problems + events.outcomes.compactMap(\.failure)
        let texts = Array(failures.map { "\($0)\n" }.joined().utf8)
        let files = ["", "-wal", "-shm"].map { URL(filePath: scratch.file("manifest.sqlite") + $0) }
        let bytes = files.reduce(into: texts) { $0 += (try? Data(contentsOf: $1)) ?? Data() }
        #expect(SecretWatch(["storage.secret": secret, "studio.apiKey": apiKey]).secrets(in: bytes).isEmpty)
        #expect(SecretWatch.signatures(in: texts).isEmpty)
    }

    /// Lets the manifest know all URLs, and archives nothing.
    func learn() async throws {
        var bench = self
        bench.options.isDryRun = true
        let summary = try await bench.run()
        try #require(summary.status == .done)
    }
}

extension RunBench {
    /// Registers tasks.
    func add(_ ids: [String]) throws {
        _ = try manifest.add(ids.map { NewTask(taskID: $0) }, origin: .added, now: studio.now)
    }

    /// Adds a task that has succeeded to the simulator and to the manifest; answers its id.
    func addFinished(bytes: Int64 = 100_000, expiresIn: TimeInterval? = nil, seed: UInt64 = 1) throws -> String {
        let id = try studio.addFinished(video: .generated(bytes: bytes, seed: seed), expiresIn: expiresIn).id
        try add([id])
        return id
    }

    /// What the manifest knows of a video.
    func video(_ id: String, index: Int = 0) throws -> VideoRecord {
        try #require(try manifest.videos(of: id).first { $0.key.index == index })
    }

    /// What lies in the bucket, which speaks S3, under the key the manifest names for a video.
    func object(_ id: String, index: Int = 0) async throws -> CurlReply {
        let video = try video(id, index: index)
        let curl = SignedCurl(endpoint: storage.endpoint, region: storage.region, user: storage.administrator)
        return try await curl.request("GET", "\(bucket)/\(try #require(video.objectKey))")
    }

    /// The requests for the result of a task.
    func requests(_ id: String, index: Int = 0) throws -> [RequestRecord] {
        studio.log.requests(for: try studio.key(of: id, index: index), method: nil)
    }

    /// The ids of the first uploads the manifest knows, without beginnings of which nobody heard whether they came about.
    func knownUploads(in bucket: String) throws -> [String] {
        try manifest.uploads(in: bucket, limit: 9).map(\.uploadID).filter { !$0.isEmpty }
    }

    /// The multipart uploads the bucket holds under a key.
    func uploads(under key: String) async throws -> [String] {
        try await makeBucket().uploads(prefix: key, page: nil).uploads.map(\.id)
    }

    /// Begins an upload the manifest does not know.
    func beginUpload(of key: String) async throws {
        _ = try await makeBucket().beginMultipart(ObjectUpload(key: key, contentType: "video/mp4"))
    }

    /// Aborts an upload behind the manifest's back.
    func abort(_ upload: UploadRecord) async throws {
        try await makeBucket().abort(
            MultipartUpload(key: upload.objectKey, id: upload.uploadID, token: upload.uploadToken))
    }

    /// How many requests for results there were.
    var downloads: Int {
        studio.log.records.count { record in
            if case .object = record.subject { true } else { false }
        }
    }

    /// Counts of the requests to this bench's bucket of the shared server, by action and status.
    func storageRequests() async throws -> [String: Int] {
        let counts = try await #require(storage as? SeaweedFS).requestCounts().filter { $0.bucket == bucket }
        return Dictionary(counts.map { ("\($0.action) \($0.status)", $0.count) }) { $0 + $1 }
    }

    /// How many PUTs this bench's bucket answered, whatever by, once that are so many: the server counts a request
    /// only after it answered it.
    func uploads(atLeast expected: Int = 0) async throws -> Int {
        while true {
            let counts = try await storageRequests()
            let uploads = counts.filter { $0.key.hasPrefix("PUT") }.values.reduce(0, +)
            if uploads >= expected { return uploads }
        }
    }
}
