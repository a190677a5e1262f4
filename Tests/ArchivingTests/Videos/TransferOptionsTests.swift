import Testing

@testable import Archiving

@Suite("How much is under way at once")
struct TransferOptionsTests {
    @Test(
        "every video has a relay, or one video all its parts, and for each another awaits its answer",
        arguments: [(8, 4, 16), (1, 1, 2), (1, 4, 8), (64, 4, 128), (8, 32, 64)])
    func relays(concurrency: Int, partsPerVideo: Int, relays: Int) {
        let options = TransferOptions(concurrency: concurrency, partsPerVideo: partsPerVideo) { _ in .zero }
        #expect(options.relays == relays)
    }
}
