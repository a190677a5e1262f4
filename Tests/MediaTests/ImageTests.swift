import Media
import SeededRandom
import Testing

@Suite("an image")
struct ImageTests {
    @Test("made by ffmpeg passes in chunks of every size, with its width and height", arguments: Clip.images)
    func whole(clip: Clip) throws {
        let (file, probe) = try clip.make()
        for chunking in Chunking.allCases {
            let properties = try verdict(.image, file, chunking).get()
            #expect(properties.width == probe.streams.first?.width)
            #expect(properties.height == probe.streams.first?.height)
            #expect(properties.contentType == MediaFileType(fileExtension: clip.fileExtension)?.contentType)
        }
    }

    @Test("is refused when it is cut off or followed by anything", arguments: Clip.images)
    func damaged(clip: Clip) throws {
        let file = try clip.make().bytes
        for length in [1, 2, 12, 31, file.count / 2, file.count - 5, file.count - 1] {
            #expect(verdict(.image, Array(file.prefix(length))).defect != nil, "cut at \(length)")
        }
        #expect(verdict(.image, file + [0, 0]).defect != nil)
        #expect(verdict(.image, file, totalLength: Int64(file.count) + 1).defect == .truncated(missing: 1))
    }

    @Test("is not a video, nor a video an image")
    func confused() throws {
        let image = try #require(Clip.images.first).make().bytes
        #expect(verdict(.video, image).defect == .notMP4)
        #expect(verdict(.image, fileType + movie + mediaData).defect == .notImage)
    }

    @Test("of the extended WebP format states its size in the first chunk")
    func extendedWebP() throws {
        let chunk: [UInt8] = Array("VP8X".utf8) + [10, 0, 0, 0, 0, 0, 0, 0, 0x2B, 0x01, 0, 0xC7, 0, 0]
        let file: [UInt8] = Array("RIFF".utf8) + [UInt8(chunk.count + 4), 0, 0, 0] + Array("WEBP".utf8) + chunk
        let properties = try verdict(.image, file).get()
        #expect(properties == MediaProperties(width: 300, height: 200, contentType: "image/webp"))
    }

    @Test("never traps on random mutations", arguments: Clip.images)
    func mutations(clip: Clip) throws {
        let file = try clip.make().bytes
        for seed in UInt64(0)..<500 {
            var generator = SeededGenerator(seed: seed)
            var mutated = file
            for _ in 0..<6 {
                let offset = Int.random(in: 0..<min(mutated.count, 700), using: &generator)
                mutated[offset] = UInt8.random(in: 0...255, using: &generator)
            }
            let whole = verdict(.image, mutated, .large)
            #expect(whole == verdict(.image, mutated, .random))
        }
    }
}
