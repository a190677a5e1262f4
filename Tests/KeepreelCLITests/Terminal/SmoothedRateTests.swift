import Testing

@testable import KeepreelCLI

@Suite("The rate that is shown")
struct SmoothedRateTests {
    /// The rate after these looks: bytes and seconds.
    private static func rate(_ looks: [(Int64, Double)]) -> Double? {
        var rate = SmoothedRate()
        for (bytes, time) in looks { rate.note(bytes, at: time) }
        return rate.perSecond
    }

    @Test("it is unknown before the second look, then that of the first stretch")
    func begin() throws {
        #expect(Self.rate([]) == nil)
        #expect(Self.rate([(500, 1)]) == nil)
        let first = try #require(Self.rate([(0, 0), (200, 0.2)]))
        #expect(abs(first - 1000) < 0.001)
    }

    @Test("a steady stream shows its rate; one that stops sinks to nothing within seconds")
    func steady() throws {
        let steady = (0...50).map { (Int64($0 * 100), Double($0) / 5) }
        let before = try #require(Self.rate(steady))
        #expect(abs(before - 500) < 0.001)
        let stopped = steady + (1...100).map { (Int64(5000), 10 + Double($0) / 5) }
        let after = try #require(Self.rate(stopped))
        #expect(after < 1)
    }

    @Test("one burst does not throw the rate about")
    func burst() throws {
        let looks = (0...50).map { (Int64($0 * 100), Double($0) / 5) } + [(5600, 10.2)]
        let rate = try #require(Self.rate(looks))
        #expect(rate < 750)
        #expect(rate > 500)
    }

    @Test("a new attempt, which begins at nothing, is no negative rate; two looks at one moment are one")
    func odd() {
        #expect(Self.rate([(1000, 0), (0, 1)]) == 0)
        #expect(Self.rate([(0, 0), (100, 1), (900, 1)]) == 100)
    }
}
