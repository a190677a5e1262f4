import FoundationEssentials
import TestServers
import Testing

@Suite("Clips made by ffmpeg", .timeLimit(.minutes(5)))
struct ClipTests {
    @Test("the index stands where it was asked for", arguments: [true, false])
    func faststart(isFaststart: Bool) async throws {
        let bytes = try await Clips.bytes(of: Clip(isFaststart: isFaststart, hasSound: true))
        let movie = try #require(bytes.firstRange(of: "moov".utf8)?.lowerBound)
        let media = try #require(bytes.firstRange(of: "mdat".utf8)?.lowerBound)
        #expect((movie < media) == isFaststart)
    }

    @Test("the size is about the one that was asked for")
    func size() async throws {
        let bytes = try await Clips.bytes(of: Clip(seconds: 2, bytes: 2_000_000))
        #expect((1_700_000..<2_300_000).contains(bytes.count))
    }
}
