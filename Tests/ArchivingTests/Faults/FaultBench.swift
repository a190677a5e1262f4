import Archiving
import Foundation
import HTTPTransport
import Manifest
import Simulation
import TestServers
import Testing

/// One finished video whose source, storage and Model Studio each stand behind a proxy that breaks connections.
struct FaultBench: Sendable {
    /// Made once; the files go with the process.
    private static let certificates = Task {
        let scratch = try ScratchDirectory("certificates")
        let names = ["oss-cn-test.localhost", "*.oss-cn-test.localhost"]
        return (scratch, try await TestCertificates.make(in: scratch, names: names))
    }

    private let trouble: Trouble
    private var bench: StorageBench
    private let proxies: [Trouble.Side: FaultProxy]
    private let relay: TLSRelay?

    init(_ trouble: Trouble, _ upload: UploadCase) async throws {
        self.trouble = trouble
        let (source, storage, studio) = (try FaultProxy(), try FaultProxy(), try FaultProxy())
        proxies = [.source: source, .storage: storage, .studio: studio]
        let secure = trouble.isSecure ? trouble.side : nil
        var options = SimulatorOptions()
        options.resultAuthority = "127.0.0.1:\(source.port)"
        options.resultScheme = secure == .source ? "https" : "http"
        bench = try await StorageBench(upload, simulator: options)

        let endpoint = bench.run.endpoint
        let storagePort = try #require(endpoint.split(separator: ":").last.flatMap { UInt16($0) })
        let targets = [
            Trouble.Side.source: bench.run.studio.port, .studio: bench.run.studio.port, .storage: storagePort,
        ]
        if secure != nil {
            let target = try #require(targets[trouble.side])
            relay = try await TLSRelay.start(to: target, try await Self.certificates.value.1)
        } else {
            relay = nil
        }
        for (side, proxy) in proxies {
            proxy.setTarget(try #require(side == secure ? relay?.port : targets[side]))
        }
        bench.run.apiURL = "\(secure == .studio ? "https" : "http")://127.0.0.1:\(studio.port)/api/v1"
        bench.run.endpoint =
            endpoint.replacing("http:", with: secure == .storage ? "https:" : "http:")
            .replacing(":\(storagePort)", with: ":\(storage.port)")
        bench.run.transfer.retries = trouble.retries
        bench.run.studioRetries = trouble.side == .studio ? trouble.retries : 2
        try await setTransport(trustsAuthority: true)
    }

    private mutating func setTransport(trustsAuthority: Bool) async throws {
        let bundle = trouble.isSecure && trustsAuthority ? try await Self.certificates.value.1.authorityPath : nil
        try bench.run.setTransport(
            TransportOptions(
                caBundle: bundle, stallTimeout: .seconds(2 * Patience.factor),
                connectTimeout: .seconds(4 * Patience.factor)))
    }

    /// One run with the trouble, and one without.
    static func outcome(of item: FaultCase) async throws -> FaultOutcome {
        var bench = try await FaultBench(item.trouble, item.upload)
        try await bench.inject()
        let first = try await bench.ending()
        let hasStruck = try await bench.hasStruck
        try await bench.heal()
        let second = try await bench.ending()
        return FaultOutcome(
            first: first, second: second, hasStruck: hasStruck, uploads: try await bench.wholeUploads())
    }

    /// How often every byte came to the storage: of a video in parts as often as the part that came least.
    private func wholeUploads() async throws -> Int {
        let taken = try await bench.requests(bench.upload.action).map(\.bytesIn)
        let (size, partSize) = (Int64(bench.bytes.count), bench.run.transfer.partSize)
        guard bench.upload.way == .parts else { return taken.count { $0 >= size } }
        let rest = size % partSize
        return min(taken.count { $0 >= partSize } / Int(size / partSize), taken.count { rest..<partSize ~= $0 })
    }

    // MARK: - The trouble

    private var proxy: FaultProxy { get throws { try #require(proxies[trouble.side]) } }

    private mutating func inject() async throws {
        let studio = bench.run.studio
        // The second part of a video is asked for and sent by itself.
        let skip = bench.upload.way == .parts && trouble.times != nil && !trouble.isAtFirst ? 1 : 0
        switch trouble.kind {
        case .connection(let fault): try proxy.inject(fault, times: trouble.times)
        case .closedPort: try proxy.close()
        case .object(let faults):
            for fault in faults { try studio.inject(fault, into: bench.id, times: trouble.times, skipping: skip) }
        case .request(let fault, let action):
            try await bench.inject(fault, action, times: trouble.times ?? 1000, skip: action == nil ? skip : 0)
        case .query(let fault): studio.inject(fault, into: .query, times: trouble.times)
        case .unknownAuthority: try await setTransport(trustsAuthority: false)
        }
        if trouble.deadline != nil { try studio.update(bench.id) { [now = studio.now] in $0.urlExpires = now + 3600 } }
    }

    private var hasStruck: Bool {
        get async throws {
            switch trouble.kind {
            case .connection: return try !proxy.faults.isEmpty
            case .closedPort, .unknownAuthority: return true
            case .object, .query: return bench.run.studio.pendingFaults == 0
            case .request:
                let pending = try await bench.control.pendingFaults(onKeysWith: bench.id)
                return pending == 0 || trouble.times == nil
            }
        }
    }

    private mutating func heal() async throws {
        for proxy in proxies.values {
            proxy.clearFaults()
            try proxy.open()
        }
        bench.run.studio.clearFaults()
        bench.run.studio.releaseStalls()
        try await bench.control.clearFaults(onKeysWith: bench.id)
        bench.run.transfer.retries = 2
        bench.run.studioRetries = 2
        try await setTransport(trustsAuthority: true)
    }

    /// Lets the URL die once the trouble stands, and ends the trouble then.
    private func pass(_ deadline: Trouble.Deadline) async throws {
        let studio = bench.run.studio
        if trouble.side == .storage {
            while try await bench.control.pendingFaults(onKeysWith: bench.id) > 0 { await Task.yield() }
            // What was not asked for by then could not be had any more.
            while try bench.downloads() < bench.upload.smallest { await Task.yield() }
        } else {
            try await studio.log.wait { _ in studio.stalledBodies > 0 }
        }
        studio.advanceClock(by: 2 * 3600)
        try await bench.control.clearFaults(onKeysWith: bench.id)
        if deadline == .breaks { try proxy.resetConnections() } else { studio.releaseStalls() }
    }

    // MARK: - What comes of it

    private func ending() async throws -> FaultOutcome.Ending {
        async let running = bench.run.run()
        if let deadline = trouble.deadline, bench.run.studio.now < Date() + 3600 { try await pass(deadline) }
        let summary = try await running
        let video = try bench.run.video(bench.id)
        let object = video.objectKey == nil ? nil : try await bench.object()
        let known = Set(try [bench.run.manifest.openUpload(of: video.key)?.uploadID].compactMap { $0 })
        let listed = Set(try bench.run.knownUploads(in: StorageBench.bucketName))
        return FaultOutcome.Ending(
            status: summary.status, state: video.state, code: video.lastError?.code,
            message: video.lastError?.message, object: object,
            strays: try await bench.uploads().subtracting(known.union(listed)), known: known.union(listed))
    }

    /// The video's bytes.
    static func bytes(_ upload: UploadCase) throws -> [UInt8] {
        try VideoBody.generated(bytes: StorageBench.length(upload.way), seed: 7).allBytes()
    }
}
