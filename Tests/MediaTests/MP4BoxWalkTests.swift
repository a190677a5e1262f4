import Media
import SeededRandom
import Testing

@Suite("the MP4 box walk")
struct MP4BoxWalkTests {
    static let whole: [(String, [UInt8], MediaProperties)] = [
        (
            "index first", fileType + movie + mediaData,
            MediaProperties(width: 640, height: 360, duration: 2.5, isFastStart: true, contentType: "video/mp4")
        ),
        (
            "index last", fileType + mediaData + movie,
            MediaProperties(width: 640, height: 360, duration: 2.5, isFastStart: false, contentType: "video/mp4")
        ),
        (
            "64-bit sizes", fileType + largeBox("mdat", [1, 2, 3]) + largeBox("moov", Array(movie.dropFirst(8))),
            MediaProperties(width: 640, height: 360, duration: 2.5, isFastStart: false, contentType: "video/mp4")
        ),
        (
            "media data to the end of the file", fileType + movie + lyingBox("mdat", size: 0, [1, 2, 3]),
            MediaProperties(width: 640, height: 360, duration: 2.5, isFastStart: true, contentType: "video/mp4")
        ),
        (
            "index to the end of the file", fileType + mediaData + lyingBox("moov", size: 0, Array(movie.dropFirst(8))),
            MediaProperties(width: 640, height: 360, duration: 2.5, isFastStart: false, contentType: "video/mp4")
        ),
        (
            "QuickTime without a file type", box("wide") + mediaData + movie,
            MediaProperties(width: 640, height: 360, duration: 2.5, isFastStart: false, contentType: "video/quicktime")
        ),
        (
            "version 1 headers, several tracks",
            fileType
                + box(
                    "moov",
                    movieHeader(timescale: 90_000, duration: 1 << 33, version: 1)
                        + track(width: 0, height: 0) + track(width: 1280, height: 720, version: 1)
                        + track(width: 160, height: 90)) + mediaData,
            MediaProperties(
                width: 1280, height: 720, duration: Double(1 << 33) / 90_000, isFastStart: true,
                contentType: "video/mp4")
        ),
        (
            "fragments with their whole duration",
            fileType
                + box("moov", movieHeader(timescale: 100, duration: 0) + extendsHeader(duration: 450, version: 1))
                + box("moof", box("mfhd", zeros(8))) + mediaData + box("moof", box("mfhd", zeros(8))) + mediaData,
            MediaProperties(duration: 4.5, isFastStart: true, contentType: "video/mp4")
        ),
        (
            "fragments without a duration",
            fileType + box("moov", movieHeader(timescale: 100, duration: UInt64(UInt32.max))) + box("moof") + mediaData,
            MediaProperties(isFastStart: true, contentType: "video/mp4")
        ),
        (
            "a list closed by a 32-bit zero", fileType + box("moov", track(width: 8, height: 6) + zeros(4)) + mediaData,
            MediaProperties(width: 8, height: 6, isFastStart: true, contentType: "video/mp4")
        ),
    ]

    @Test("accepts a whole file and reads its properties", arguments: whole)
    func accepts(name: String, file: [UInt8], expected: MediaProperties) throws {
        for chunking in Chunking.allCases {
            #expect(try verdict(.video, file, chunking).get() == expected)
        }
    }

    static let broken: [(String, [UInt8], ContentDefect)] = [
        ("no bytes", [], .empty),
        ("no index", fileType + mediaData, .noMoov),
        ("an index too short for a box", fileType + box("moov", zeros(5)), .noMediaData),
        ("no media data", fileType + movie, .noMediaData),
        ("empty media data", fileType + movie + box("mdat"), .noMediaData),
        ("size 7", fileType + lyingBox("free", size: 7), .malformedBox(type: "free", offset: 20)),
        ("size 2", fileType + lyingBox("free", size: 2, zeros(8)), .malformedBox(type: "free", offset: 20)),
        (
            "64-bit size below its header", fileType + largeBox("mdat", [], size: 15),
            .malformedBox(type: "mdat", offset: 20)
        ),
        (
            "size above 63 bits", fileType + largeBox("mdat", [1], size: .max),
            .malformedBox(type: "mdat", offset: 20)
        ),
        (
            "end above 63 bits", fileType + largeBox("mdat", [1], size: UInt64(Int64.max) - 3),
            .malformedBox(type: "mdat", offset: 20)
        ),
        (
            "huge size", fileType + largeBox("mdat", [1], size: 1 << 62),
            .truncated(missing: 1 << 62 - 17)
        ),
        ("largest 32-bit size", fileType + lyingBox("mdat", size: .max, [1]), .truncated(missing: 0xFFFF_FFFF - 9)),
        (
            "child beyond the index", fileType + box("moov", lyingBox("trak", size: 9)) + mediaData,
            .boxOverrun(type: "trak", offset: 28)
        ),
        (
            "a 64-bit size beyond the index, at the end of the file",
            fileType + lyingBox("moov", size: 16, lyingBox("trak", size: 1) + zeros(3)),
            .boxOverrun(type: "trak", offset: 28)
        ),
        (
            "grandchild beyond its track", fileType + box("moov", box("trak", lyingBox("mdia", size: 16))) + mediaData,
            .boxOverrun(type: "mdia", offset: 36)
        ),
        (
            "endless child", fileType + box("moov", lyingBox("trak", size: 0)) + mediaData,
            .malformedBox(type: "trak", offset: 28)
        ),
        (
            "short movie header", fileType + box("moov", box("mvhd", zeros(8))) + mediaData,
            .malformedBox(type: "mvhd", offset: 28)
        ),
        (
            "empty movie header", fileType + box("moov", box("mvhd")) + mediaData,
            .malformedBox(type: "mvhd", offset: 28)
        ),
        (
            "unknown version of a track header", fileType + box("moov", track(width: 1, height: 1, version: 2)),
            .malformedBox(type: "tkhd", offset: 36)
        ),
        ("zeros behind it", fileType + movie + mediaData + zeros(16), .malformedBox(type: "????", offset: 249)),
        ("less than a header behind it", fileType + movie + mediaData + zeros(3), .strayBytes(3)),
        ("cut in the media data", fileType + movie + mediaData.dropLast(2), .truncated(missing: 2)),
        ("cut in the index", fileType + mediaData + movie.dropLast(100), .truncated(missing: 100)),
        ("neither video nor text", [0xDE, 0xAD] + zeros(40), .notMP4),
        ("shorter than a header", [0, 0, 0], .notMP4),
        ("a PNG image", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + zeros(600), .notMP4),
    ]

    @Test("refuses a broken file and says why", arguments: broken)
    func refuses(name: String, file: [UInt8], expected: ContentDefect) {
        for chunking in Chunking.allCases {
            #expect(verdict(.video, file, chunking).defect == expected)
        }
    }

    @Test("holds the announced length against the bytes that came")
    func announcedLength() {
        let file = fileType + movie + mediaData
        #expect(verdict(.video, file, totalLength: Int64(file.count) + 5).defect == .truncated(missing: 5))
        #expect(verdict(.video, file, totalLength: Int64(file.count) - 5).defect == .surplus(5))
        #expect(verdict(.video, file, totalLength: -1).defect == .surplus(Int64(file.count)))
    }

    @Test("never traps on 10,000 random mutations, and judges them alike in every chunking")
    func mutations() throws {
        let seeds = [
            fileType + movie + mediaData, fileType + mediaData + movie,
            fileType + box("moov", movieHeader(timescale: 9, duration: 9, version: 1) + extendsHeader(duration: 3))
                + box("moof") + largeBox("mdat", zeros(20)),
            try Clip.small.make().bytes,
        ]
        for seed in UInt64(0)..<10_000 {
            var generator = SeededGenerator(seed: seed)
            let mutated = mutate(seeds[Int(seed % 4)], &generator)
            #expect(verdict(.video, mutated, .large) == verdict(.video, mutated, .random), "seed \(seed)")
        }
    }

    private func mutate(_ file: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        var mutated = file
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            let offset = Int.random(in: 0..<mutated.count, using: &generator)
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: mutated[offset] ^= 1 << UInt8.random(in: 0...7, using: &generator)
            case 1: mutated[offset] = [0x00, 0x01, 0x07, 0x7F, 0xFF].randomElement(using: &generator) ?? 0
            case 2: mutated.replaceSubrange(offset..<min(offset + 8, mutated.count), with: zeros(8).map { _ in 0xFF })
            case 3: mutated.insert(contentsOf: number(UInt32.random(in: 0...40, using: &generator), 4), at: offset)
            default: mutated.removeSubrange(offset..<min(offset + 5, mutated.count))
            }
            if mutated.isEmpty { mutated = [0] }
        }
        return mutated
    }
}
