import FoundationEssentials
import TestServers
import Testing

@testable import Simulation

@Suite("Generated videos", .timeLimit(.minutes(5)))
struct GeneratedVideoTests {
    @Test("ffprobe reads one as H.264 of 1280 x 720", arguments: [Int64(1000), 5_000_000])
    func probe(size: Int64) async throws {
        let scratch = try ScratchDirectory()
        try Data(try VideoBody.generated(bytes: size).allBytes()).write(to: URL(filePath: scratch.file("v.mp4")))
        let result = try await runProcess(
            "ffprobe",
            [
                "-v", "error", "-show_entries", "stream=codec_name,width,height,nb_frames", "-of", "csv",
                scratch.file("v.mp4"),
            ])
        #expect(result.output == "stream,h264,1280,720,125\n")
    }

    @Test(
        "the boxes of one fill it exactly, also above 4 GiB", arguments: [Int64(20_000), 4_294_967_295, 5_000_000_000])
    func boxes(size: Int64) throws {
        let video = try GeneratedMP4(size: size, seed: 1)
        var offset: Int64 = 0
        var types: [String] = []
        while offset < size {
            let head = [UInt8](video.read(at: offset, count: 16))
            types.append(String(decoding: head[4..<8], as: UTF8.self))
            let short = head[0..<4].reduce(Int64(0)) { $0 << 8 | Int64($1) }
            offset += short == 1 ? head[8..<16].reduce(Int64(0)) { $0 << 8 | Int64($1) } : short
        }
        #expect(types == ["ftyp", "moov", "mdat"])
        #expect(offset == size)
    }

    @Test("any piece of one is what stands there in the whole")
    func pieces() throws {
        let video = try GeneratedMP4(size: 200_000, seed: 1)
        let whole = video.read(at: 0, count: 200_000)
        for start in [0, 1, 500, 4095, 65_535, 70_001, 199_000] {
            for count in [1, 7, 1000] where start + count <= 200_000 {
                #expect(video.read(at: Int64(start), count: count) == whole[start..<start + count])
            }
        }
    }

    @Test("no two pages of one are equal, and another seed gives other bytes")
    func pages() throws {
        let bytes = try VideoBody.generated(bytes: 250_000).allBytes()
        let payload = bytes.suffix(4096 * 50)
        let starts = stride(from: payload.startIndex, to: payload.endIndex, by: 4096)
        #expect(Set(starts.map { Array(payload[$0..<$0 + 4096]) }).count == 50)
        #expect(try VideoBody.generated(bytes: 250_000, seed: 2).allBytes() != bytes)
        #expect(try VideoBody.generated(bytes: 250_000).allBytes() == bytes)
    }

    @Test("one that cannot hold its own head is refused")
    func tooSmall() {
        #expect(throws: SimulationError.self) { try VideoBody.generated(bytes: 100).allBytes() }
    }
}
