import TestServers
import Testing

/// Names are looked up by the C library, which a stand-in takes the place of in the process under test.
@Suite("Name servers that are slow, silent or broken, by the built binary", .timeLimit(.minutes(2)))
struct NameLookupTests {
    /// One side whose host is looked up, and how `run` ends.
    private struct Lookup: Sendable {
        var side: FaultPlace.Side
        var name: SlowNames.Name
        var exit: CInt
    }

    private static let lookups: [Lookup] = FaultPlace.Side.allCases.flatMap { side in
        let exit: CInt = side == .source ? 75 : 69
        return [
            Lookup(side: side, name: .slow, exit: 0), Lookup(side: side, name: .failing, exit: exit),
            Lookup(side: side, name: .silent, exit: exit),
        ]
    }

    /// Connections have 15 seconds to come about, so they wait side by side.
    @Test("a slow one is waited for, the others end the run within the time a connection has")
    func lookups() async throws {
        let names = try await SlowNames.make()
        try await withThrowingTaskGroup { group in
            for lookup in Self.lookups {
                group.addTask {
                    var place = try await FaultPlace(
                        .minio, size: 100_000, name: (lookup.side, lookup.name.rawValue))
                    place.keepreel.environment["LD_PRELOAD"] = names.path
                    let begin = ContinuousClock.now
                    let run = try await place.keepreel("run")
                    let told = "\(lookup): \(run.output)\(run.errors)"
                    #expect(run.status == lookup.exit, "\(told)")
                    #expect(ContinuousClock.now - begin < .seconds(40), "\(told)")
                    #expect(try await place.object() == (lookup.exit == 0 ? place.bytes : nil), "\(told)")
                    try await place.stop()
                }
            }
            try await group.waitForAll()
        }
    }
}
