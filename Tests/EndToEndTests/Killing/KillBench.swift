import Foundation
import Glibc
import Manifest
import Simulation
import Synchronization
import TestServers
import Testing

/// One finished video, the binary, and servers that hold the request in which it is killed.
struct KillBench {
    /// Each kind is started by the first test that needs it.
    private static let servers = Mutex<[StorageServerKind: Task<any ControlledServer, any Error>]>([:])
    static let partCount = 3
    private static let partSize: Int64 = 5 << 20
    private static let bucket = "videos"

    let place: Place
    let control: ServerControl
    let id: String
    let video: VideoBody

    init(_ kind: StorageServerKind, inParts: Bool) async throws {
        let server = try await Self.server(kind)
        control = server.control
        var place = try await Place(kind, on: server)
        // One after the other, so that it is known which part is held.
        place.keepreel.environment["KEEPREEL_TRANSFER_PARTS_PER_VIDEO"] = "1"
        video = .generated(bytes: inParts ? 2 * Self.partSize + 500_000 : 300_000, seed: 5)
        id = try place.studio.addFinished(video: video).id
        self.place = place
        let added = try await place.keepreel("add", id)
        #expect(added.status == 0, "\(added.errors)")
    }

    private static func server(_ kind: StorageServerKind) async throws -> any ControlledServer {
        let starting = servers.withLock { servers in
            if let task = servers[kind] { return task }
            let task = Task<any ControlledServer, any Error> {
                if kind == .oss { return try await OSSServer.start(buckets: [bucket]) }
                return try await StrictS3Server.start(kind, buckets: [bucket])
            }
            servers[kind] = task
            return task
        }
        return try await starting.value
    }

    /// Starts a run and kills it once it is in this request.
    ///
    /// - Returns: the parts that are not to be sent again, and how often each had been asked for: those on record, and
    ///   those that the storage has taken while all but its answer was on record.
    func kill(in point: KillPoint) async throws -> [Int: Int] {
        let earlier = try await unanswered(point)
        try await hold(point)
        let run = try place.keepreel.start("run")
        let end = ContinuousClock.now + .seconds(30)
        while try await !isReached(point, earlier: earlier) {
            guard ContinuousClock.now < end, run.isRunning else {
                Issue.record("\(point) was not reached: \(run.output)\(run.errors)")
                break
            }
        }
        run.signal(SIGKILL)
        #expect(try await run.result().signal == SIGKILL)
        try await release()
        let held = Set(try await uploads().flatMap(\.parts).map(\.number))
        let (parts, downloads) = (try parts, try downloads)
        return downloads.filter { part, _ in
            parts.contains { $0.number == part && ($0.isConfirmed || held.contains(part)) }
        }
    }

    /// The numbers of the parts that are confirmed by the manifest.
    var recordedParts: [Int] {
        get throws { try parts.filter(\.isConfirmed).map(\.number) }
    }

    /// The parts that the manifest knows of, by number.
    private var parts: [UploadedPartRecord] {
        get throws {
            let manifest = try Manifest.openForReading(path: place.keepreel.manifestPath)
            defer { try? manifest.close() }
            let key = VideoKey(taskID: id, index: 0)
            return try manifest.openUpload(of: key)?.parts ?? []
        }
    }

    /// How often the source was asked for each part, by its number; the whole is the first.
    var downloads: [Int: Int] {
        get throws {
            let requests = place.studio.log.requests(for: try place.studio.key(of: id))
            let starts = requests.compactMap { $0.range?.dropFirst("bytes=".count).prefix { $0 != "-" } }
            return Dictionary(grouping: starts) { (Int64($0) ?? 0) / Self.partSize + 1 }
                .reduce(into: [:]) { $0[Int($1.key)] = $1.value.count }
        }
    }

    /// Requests to the storage for this video.
    func requests(_ action: String) async throws -> [ServerRequest] {
        try await control.report(onKeysWith: id).requests(action)
    }

    /// The unfinished uploads of this video.
    func uploads() async throws -> [ServedUpload] {
        try await control.uploads(in: Self.bucket).filter { $0.key.contains(id) }
    }

    /// The video as it lies in the bucket.
    func object() async throws -> ServedObject? {
        try await control.objects(in: Self.bucket).first { $0.key.contains(id) }
    }

    /// The next run finishes the work: the video lies there as it should, and nothing else is left.
    func expectFinished() async throws {
        let run = try await place.keepreel("run")
        #expect(run.status == 0 && run.output.contains("1 archived"), "\(run.output)\(run.errors)")
        let object = try #require(try await object())
        #expect(try await control.content(of: object.key, in: Self.bucket) == video.allBytes())
        #expect(try await uploads().isEmpty)
        let entry = try #require(try await place.keepreel.entries().first)
        #expect(entry["state"] as? String == "archived" && entry["key"] as? String == object.key)
        #expect(entry["crc64"] as? String == String(try place.studio.crc64(of: id)))
        #expect(try parts.isEmpty)
    }
}
