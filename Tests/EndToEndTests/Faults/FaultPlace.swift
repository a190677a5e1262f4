import Simulation
import TestServers
import Testing

/// One finished video, and a user's machine from which source, storage and Model Studio are reached through proxies.
struct FaultPlace: Sendable {
    /// The service a host in a URL belongs to.
    enum Side: String, Sendable, CaseIterable {
        case source
        case storage
        case studio
    }

    static let partSize: Int64 = 5 << 20

    let studio: ModelStudioSimulator
    let server: any ControlledServer
    let proxies: [Side: FaultProxy]
    let task: SimulatedTask
    let bytes: [UInt8]
    var keepreel: Keepreel

    /// - Parameters:
    ///   - kind: of the storage.
    ///   - size: bytes of the video.
    ///   - name: stands for the host of one side instead of its own.
    ///   - expiresIn: seconds until the URL dies.
    init(
        _ kind: StorageServerKind, size: Int64, name: (side: Side, host: String)? = nil, expiresIn: Double? = nil
    ) async throws {
        let (source, storage, api) = (try FaultProxy(), try FaultProxy(), try FaultProxy())
        proxies = [.source: source, .storage: storage, .studio: api]
        func host(_ side: Side) -> String? { name?.side == side ? name?.host : nil }
        var options = SimulatorOptions()
        options.resultAuthority = "\(host(.source) ?? "127.0.0.1"):\(source.port)"
        studio = try await ModelStudioSimulator.start(options)
        let started = try await kind.start(buckets: ["videos"])
        server = try #require(started as? any ControlledServer)
        let port = try #require(server.endpoint.split(separator: ":").last.flatMap { UInt16($0) })
        source.setTarget(studio.port)
        api.setTarget(studio.port)
        storage.setTarget(port)

        let endpoint = host(.storage).map { "http://\($0):\(storage.port)" }
        keepreel = try Keepreel(
            api: "http://\(host(.studio) ?? "127.0.0.1"):\(api.port)/api/v1", apiKey: studio.apiKey,
            endpoint: endpoint ?? server.endpoint.replacing(":\(port)", with: ":\(storage.port)"))
        keepreel.environment["KEEPREEL_STORAGE_URL"] = "\(server.dialect.rawValue)://videos/clips"
        keepreel.environment["KEEPREEL_STORAGE_REGION"] = server.region
        keepreel.environment["KEEPREEL_STORAGE_PROFILE"] = server.profile
        keepreel.environment["KEEPREEL_STORAGE_ADDRESSING"] = server.addressing.rawValue
        keepreel.environment["KEEPREEL_TRANSFER_PART_SIZE"] = "\(Self.partSize)"
        keepreel.environment["KEEPREEL_TRANSFER_STALL_TIMEOUT"] = "1s"
        if server.dialect == .oss {
            keepreel.environment["OSS_ACCESS_KEY_ID"] = server.administrator.accessKeyID
            keepreel.environment["OSS_ACCESS_KEY_SECRET"] = server.administrator.secretAccessKey
        }
        let video = VideoBody.generated(bytes: size, seed: 11)
        task = try studio.addFinished(video: video, expiresIn: expiresIn)
        bytes = try video.allBytes()
        let added = try await keepreel("add", task.id)
        #expect(added.status == 0, "\(added.errors)")
    }

    func proxy(_ side: Side) throws -> FaultProxy { try #require(proxies[side]) }

    /// The one object of the bucket; `nil` if there is none.
    func object() async throws -> [UInt8]? {
        let objects = try await server.control.objects(in: "videos")
        #expect(objects.count <= 1)
        guard let key = objects.first?.key else { return nil }
        return try await server.control.content(of: key, in: "videos")
    }

    /// Takes all faults back.
    func heal() async throws {
        for proxy in proxies.values {
            proxy.clearFaults()
            try proxy.open()
        }
        studio.clearFaults()
        studio.releaseStalls()
        try await server.control.clearFaults()
    }

    func stop() async throws {
        for proxy in proxies.values { proxy.stop() }
        try await server.stop()
        await studio.stop()
    }
}
