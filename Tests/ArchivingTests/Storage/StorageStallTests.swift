import Archiving
import Failures
import HTTPTransport
import Manifest
import Simulation
import TestServers
import Testing

@Suite("Storages that stand still", .timeLimit(.minutes(2)))
struct StorageStallTests {
    /// Something that does not move.
    private struct Stall: Sendable {
        var upload: UploadCase
        var fault: ServerFault
        /// `nil`: the request that carries the bytes.
        var action: String?
        var skip = 0
        /// Requests for the source.
        var downloads: Int
    }

    private static let stalls = [StorageServerKind.oss, .aws].flatMap { kind -> [Stall] in
        let (single, parts) = (UploadCase(kind: kind, way: .single), UploadCase(kind: kind, way: .parts))
        let beginning = "InitiateMultipartUpload"
        return [
            Stall(upload: single, fault: .stall, downloads: 2),
            Stall(upload: parts, fault: .stall, skip: 1, downloads: 4),
            Stall(upload: parts, fault: .stall, action: beginning, downloads: 3),
            Stall(upload: parts, fault: .stallReply(after: 30), action: beginning, downloads: 3),
        ]
    }

    /// libcurl takes five seconds more to see that nothing moves, so they stand still side by side.
    @Test("what does not move is given up and asked for again")
    func stalls() async throws {
        try await withThrowingTaskGroup { group in
            for stall in Self.stalls {
                group.addTask {
                    var bench = try await StorageBench(stall.upload)
                    try bench.run.setTransport(TransportOptions(stallTimeout: .seconds(1)))
                    try await bench.inject(stall.fault, stall.action, skip: stall.skip)
                    try await bench.expectArchived(await bench.run.run())
                    #expect(try bench.downloads() == stall.downloads)
                }
            }
            try await group.waitForAll()
        }
    }
}
