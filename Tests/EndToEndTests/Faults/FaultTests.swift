import Simulation
import TestServers
import Testing

/// What the built binary answers to troubles of each side; every single mode stands in the tables of ArchivingTests.
@Suite("Troubles of every side, by the built binary", .timeLimit(.minutes(4)))
struct FaultTests {
    /// Something that goes wrong, and how `run` ends.
    struct Trouble: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var side: FaultPlace.Side
        var exit: CInt
        /// Repetitions.
        var retries = 0
        var inject: @Sendable (FaultPlace, FaultProxy) async throws -> Void
    }

    static let troubles: [Trouble] = [
        Trouble(testDescription: "the source is reset once", side: .source, exit: 0, retries: 1) { _, proxy in
            proxy.inject(.reset(.reply, after: 50_000))
        },
        Trouble(testDescription: "the source stalls once", side: .source, exit: 0, retries: 1) { _, proxy in
            proxy.inject(.stalled(.reply, after: 50_000))
        },
        Trouble(testDescription: "nobody listens at the source", side: .source, exit: 75) { _, proxy in proxy.close() },
        Trouble(testDescription: "the storage's connection is cut once", side: .storage, exit: 0, retries: 1) {
            _, proxy in proxy.inject(.cut(.request, after: 50_000))
        },
        Trouble(testDescription: "nobody listens at the storage", side: .storage, exit: 69) { _, proxy in
            proxy.close()
        },
        Trouble(testDescription: "the storage stays busy", side: .storage, exit: 75) { place, _ in
            try await place.server.control.add(.error(503, "SlowDown").on(nil, times: 1000))
        },
        Trouble(testDescription: "the storage refuses the key", side: .storage, exit: 77) { place, _ in
            try await place.server.control.add(.error(403, "AccessDenied").on(nil, times: 1000))
        },
        Trouble(testDescription: "the bucket is gone", side: .storage, exit: 78) { place, _ in
            try await place.server.control.add(.error(404, "NoSuchBucket").on(nil, times: 1000))
        },
        Trouble(testDescription: "nobody listens at Model Studio", side: .studio, exit: 69) { _, proxy in
            proxy.close()
        },
        Trouble(testDescription: "Model Studio's answer is cut", side: .studio, exit: 75) { _, proxy in
            proxy.inject(.cut(.reply, after: 300), times: nil)
        },
        Trouble(testDescription: "Model Studio refuses the key", side: .studio, exit: 77) { place, _ in
            place.studio.inject(.status(401, code: "InvalidApiKey"), into: .query, times: nil)
        },
    ]

    /// A storage, and how many bytes the video has: one PUT, or two parts.
    typealias Upload = (kind: StorageServerKind, size: Int64)

    private static let uploads: [Upload] = [
        (.aws, 200_000), (.oss, FaultPlace.partSize + 200_000), (.aws, FaultPlace.partSize + 200_000), (.oss, 200_000),
    ]

    /// Half of all pairs, so that each trouble meets both storages and both ways, and two neighbors all four.
    private static let cases = troubles.enumerated().flatMap { number, trouble in
        uploads[(number % 2 * 2)...].prefix(2).map { (trouble, $0) }
    }

    @Test("the exit code tells what happened, and the next run archives the video", arguments: cases)
    func trouble(trouble: Trouble, upload: Upload) async throws {
        var place = try await FaultPlace(upload.kind, size: upload.size)
        try await trouble.inject(place, try place.proxy(trouble.side))
        place.keepreel.environment["KEEPREEL_TRANSFER_RETRIES"] = String(trouble.retries)
        let run = try await place.keepreel("run")
        #expect(run.status == trouble.exit, "\(run.output)\(run.errors)")
        #expect(try await place.object() == (trouble.exit == 0 ? place.bytes : nil))
        #expect(trouble.exit == 0 || run.errors.contains("keepreel:"), "\(run.errors)")

        try await place.heal()
        let next = try await place.keepreel("run")
        #expect(next.status == 0, "\(next.output)\(next.errors)")
        #expect(try await place.object() == place.bytes)
        #expect(try await place.server.control.uploads(in: "videos").isEmpty)
        try await place.stop()
    }

    @Test("a URL that is dead is a loss, told once", arguments: uploads)
    func dead(upload: Upload) async throws {
        let place = try await FaultPlace(upload.kind, size: upload.size, expiresIn: -10)
        let run = try await place.keepreel("run")
        #expect(run.status == 65 && run.errors.contains(place.task.id), "\(run.output)\(run.errors)")
        #expect(try await place.object() == nil)
        #expect(try await place.keepreel("run").status == 0)
        #expect(try await place.keepreel("link", place.task.id).status == 65)
        try await place.stop()
    }
}
