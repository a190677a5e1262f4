import Failures
import Foundation
import HTTPTransport
import Manifest
import ObjectStorage
import TestServers
import Testing

@testable import Publishing

/// What publications that are cut off leave in the bucket: nothing.
@Suite("Publications that are cut off", .timeLimit(.minutes(2)))
struct LeftoverTests {
    private static let pieceSize = 5 << 20

    private static func spool(_ bench: PublishBench) throws -> Spool {
        let spool = try Spool(in: bench.scratch.path)
        try spool.append([UInt8](repeating: 1, count: pieceSize + 1000))
        return spool
    }

    private static let object = ObjectUpload(key: PublishBench.keys.lines, contentType: "application/x-ndjson")

    private static func uploads(_ bench: PublishBench) async throws -> [String] {
        try await bench.bucket().uploads(prefix: "clips", page: nil).uploads.map(\.id)
    }

    @Test("stopped while its upload begins, or while its parts go, it gives the upload up", arguments: ["POST", "PUT"])
    func stopped(method: String) async throws {
        let bench = try await PublishBench(.aws)
        let (reached, isReached) = AsyncStream<Void>.makeStream()
        let (stopped, isStopped) = AsyncStream<Void>.makeStream()
        let stopping = Overtaking(bench.http, before: { $0.method == method }) {
            isReached.finish()
            for await _ in stopped {}
        }
        let bucket = try bench.bucket(stopping)
        let work = Task {
            try await BoundedUpload(bucket: bucket, pieceSize: Int64(Self.pieceSize))
                .store(try Self.spool(bench), as: Self.object)
        }
        for await _ in reached {}
        work.cancel()
        isStopped.finish()
        let result = await work.result
        #expect(throws: (any Error).self) { try result.get() }
        #expect(try await Self.uploads(bench).isEmpty)
        #expect(try await bench.text(PublishBench.keys.lines) == nil)
        try await bench.server.stop()
    }

    @Test("the next one gives up what a killed one left more than an hour ago, and nothing younger")
    func killed() async throws {
        let bench = try await PublishBench(.aws)
        _ = try await bench.bucket().beginMultipart(Self.object)
        func store(hoursLater hours: Int64) async throws {
            let bucket = try bench.bucket(after: hours * 3600 + 60)
            try await BoundedUpload(bucket: bucket, pieceSize: Int64(Self.pieceSize))
                .store(try Self.spool(bench), as: Self.object)
        }
        try await store(hoursLater: 0)
        #expect(try await Self.uploads(bench).count == 1)
        try await store(hoursLater: 1)
        #expect(try await Self.uploads(bench).isEmpty)
        try await bench.server.stop()
    }
}
