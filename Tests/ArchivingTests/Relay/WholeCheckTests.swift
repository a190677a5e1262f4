import Media
import Testing

@testable import Archiving

@Suite("The check of the whole, fed by parts", .timeLimit(.minutes(1)))
struct WholeCheckTests {
    private static func passed(_ check: WholeCheck, _ file: [UInt8], _ range: Range<Int>) throws {
        try file[range].withUnsafeBytes { try check.passed($0, at: Int64(range.lowerBound)) }
    }

    @Test("what lies before the horizon may come in any order, or twice, and the verdict is that of the whole")
    func anyOrder() throws {
        let file = try RelayFeed.video(300_000)
        let check = WholeCheck(ContentCheck(.video))
        #expect(check.horizon == 0)
        try Self.passed(check, file, 0..<100_000)
        #expect(check.horizon >= 300_000)
        try Self.passed(check, file, 200_000..<300_000)
        try Self.passed(check, file, 0..<100_000)
        let properties = try check.finish(totalLength: 300_000)
        #expect(properties.width == 1280 && properties.duration == 5)
    }

    @Test("a part waits until the horizon has come to it")
    func waits() async throws {
        let file = try RelayFeed.video(300_000)
        let check = WholeCheck(ContentCheck(.video))
        async let reached: Void = check.reach(100_000)
        try Self.passed(check, file, 0..<100_000)
        try await reached
        try await check.reach(200_000)
    }

    @Test("cancelling ends the wait")
    func cancelled() async throws {
        let check = WholeCheck(ContentCheck(.video))
        let waiting = Task { try await check.reach(1) }
        waiting.cancel()
        await #expect(throws: (any Error).self) { try await waiting.value }
    }

    @Test("an MD5 counts every byte once, whatever is sent again")
    func md5() throws {
        let file = try RelayFeed.video(3000)
        let check = WholeCheck(ContentCheck(.video))
        check.computeMD5()
        for range in [0..<1000, 500..<1500, 0..<800, 1500..<3000] { try Self.passed(check, file, range) }
        #expect(check.checkpoint == nil)
        _ = try check.finish(totalLength: 3000)
        #expect(check.wholeMD5 == RelayFeed.md5(file))
    }

    @Test("a checkpoint brings the check back as it stood; an image has none")
    func checkpoint() throws {
        let file = try RelayFeed.video(300_000)
        let check = WholeCheck(ContentCheck(.video))
        try Self.passed(check, file, 0..<150_000)
        let bytes = try #require(check.checkpoint)
        let later = WholeCheck(ContentCheck(try #require(ContentCheck.Checkpoint(encoded: bytes))))
        #expect(later.horizon == check.horizon)
        #expect(try later.finish(totalLength: 300_000) == check.finish(totalLength: 300_000))
        #expect(ContentCheck.Checkpoint(encoded: Array("rubbish".utf8)) == nil)
        #expect(WholeCheck(ContentCheck(.image)).checkpoint == nil)
    }
}
