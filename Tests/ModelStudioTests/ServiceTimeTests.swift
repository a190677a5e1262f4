import Testing

@testable import ModelStudio

@Suite("the service's time by several replies")
struct ServiceTimeTests {
    typealias Sample = ServiceTime.Sample

    /// What each reply says (ahead, round trip, received), and the `ahead` that counts after the last.
    static let series: [(String, [Sample], Double)] = [
        ("one", [sample(3, 10, 0)], 3),
        ("a faster one counts", [sample(3, 4, 0), sample(5, 0.2, 1)], 5),
        ("a slower one does not", [sample(5, 0.2, 0), sample(3, 8, 1)], 5),
        ("of equals the newer one", [sample(5, 1, 0), sample(5.5, 1, 1)], 5.5),
        ("a slow one within its bound", [sample(0, 0.1, 0), sample(5.9, 10, 1)], 0),
        ("a slow one beyond its bound", [sample(0, 0.1, 0), sample(6.1, 10, 1)], 6.1),
        ("a fast one beyond its bound, backwards", [sample(0, 0.1, 0), sample(-1.6, 1, 1)], -1.6),
        ("a clock that was set, then slow ones", [sample(0, 0.1, 0), sample(60, 3, 1), sample(61, 5, 2)], 60),
        ("what a set clock ruled out does not come back", [sample(0, 0.1, 0), sample(60, 3, 1), sample(58, 2, 2)], 58),
        ("within 10 minutes", [sample(0, 0.1, 0), sample(1, 2, 600)], 0),
        ("after 10 minutes", [sample(0, 0.1, 0), sample(1, 2, 600.5)], 1),
        ("after 10 minutes the best of those since", [sample(0, 0.1, 0), sample(1, 2, 300), sample(2, 6, 601)], 1),
        ("this machine's clock was set back a little", [sample(0, 0.1, 100), sample(1, 2, 99)], 1),
    ]

    private static func sample(_ ahead: Double, _ roundTrip: Double, _ received: Double) -> Sample {
        Sample(ahead: ahead, roundTrip: roundTrip, received: received)
    }

    @Test("is that of the fastest of the last 10 minutes, unless a clock was set", arguments: series)
    func best(name: String, samples: [Sample], ahead: Double) {
        var time = ServiceTime()
        #expect(time.best == nil)
        for sample in samples { time.take(sample) }
        #expect(time.best?.ahead == ahead)
    }

    @Test("is as sure as half the round trip and a second", arguments: [(0, 1), (0.5, 1.25), (10, 6)])
    func uncertainty(roundTrip: Double, seconds: Double) {
        #expect(Self.sample(0, roundTrip, 0).uncertainty == seconds)
    }
}
