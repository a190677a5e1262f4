import Media
import SeededRandom
import Testing

@Suite("the AVI walk")
struct AVIWalkTests {
    private static let video = stream(scale: 1001, rate: 30_000, length: 90, format: bitmapHeader(320, -240))
    private static let sound = stream("auds", scale: 1, rate: 44_100, length: 999_999, format: zeros(18))
    private static let openDML = list("odml", chunk("dmlh", little(300) + zeros(244)))
    private static let header = mainHeader()
    private static let media = list("movi", chunk("00dc", [1, 2, 3]))
    private static let moreRIFF = list("AVIX", media, in: "RIFF")

    static let whole: [(String, [UInt8], Int?, Int?, Double?)] = [
        ("rate and size of the stream", avi(header + video), 320, 240, 3.003),
        ("sound first", avi(header + sound + video), 320, 240, 3.003),
        ("the first of two video streams", avi(header + video + stream(scale: 1, rate: 1, length: 9)), 320, 240, 3.003),
        ("the main header only", avi(header), 640, 360, 3),
        ("a stream of zero scale", avi(header + stream(scale: 0, rate: 25, length: 50)), 640, 360, 3),
        ("a stream of zero rate", avi(header + stream(scale: 1, rate: 0, length: 50)), 640, 360, 2 * 1.5),
        ("a stream of no stated length", avi(header + stream(scale: 1, rate: 50, length: 0)), 640, 360, 3),
        (
            "interleaved DV", avi(header + stream("iavs", scale: 1, rate: 25, length: 50, format: zeros(32))), 640, 360,
            2
        ),
        ("no duration at all", avi(mainHeader(frames: 0)), 640, 360, nil),
        ("no time a frame", avi(mainHeader(microseconds: 0)), 640, 360, nil),
        ("no size at all", avi(mainHeader(width: 0)), nil, nil, 3),
        ("OpenDML's total of frames", avi(header + video + openDML), 320, 240, 10.01),
        ("several RIFF chunks", avi(header + video + openDML) + moreRIFF + moreRIFF, 320, 240, 10.01),
        (
            "an index and junk", avi(header + video, after: chunk("idx1", zeros(16)) + chunk("JUNK", [1])), 320, 240,
            3.003
        ),
        (
            "junk between the headers", avi(chunk("JUNK", zeros(7)) + header + chunk("JUNK", [1]) + video), 320, 240,
            3.003
        ),
        ("bytes behind the file", avi(header + video) + Array("trailer".utf8), 320, 240, 3.003),
        ("headers in lists of other names", avi(header + list("INFO", video) + video), 320, 240, 3.003),
        (
            "lengths left open",
            lyingChunk("RIFF", size: 0, Array("AVI ".utf8) + list("hdrl", header + video))
                + lyingChunk("LIST", size: .max, Array("movi".utf8) + zeros(9)), 320, 240, nil
        ),
        (
            "a RIFF length that is too small",
            lyingChunk("RIFF", size: 400, Array("AVI ".utf8) + list("hdrl", header + video) + media + zeros(300)),
            320, 240, 3.003
        ),
    ]

    @Test("reads a whole file in every chunking", arguments: whole)
    func read(name: String, file: [UInt8], width: Int?, height: Int?, duration: Double?) throws {
        for chunking in Chunking.allCases {
            let properties = try inputVerdict(.video, file, chunking).get()
            #expect(properties.width == width)
            #expect(properties.height == height)
            if let duration {
                #expect(abs(try #require(properties.duration) - duration) < 1e-9)
            } else {
                #expect(properties.duration == nil)
            }
            #expect(properties.contentType == "video/x-msvideo")
        }
    }

    private static func riff(_ payload: [UInt8]) -> [UInt8] { list("AVI ", payload, in: "RIFF") }

    private static func nested(_ depth: Int) -> [UInt8] {
        (0..<depth).reduce(video) { inner, level in list(level % 2 == 0 ? "strl" : "hdrl", inner) }
    }

    static let broken: [(String, [UInt8], ContentDefect)] = [
        ("nothing but the signature", riff([]), .noHeader(contentType: "video/x-msvideo")),
        ("no headers", riff(media), .noHeader(contentType: "video/x-msvideo")),
        ("headers of no bytes", avi(chunk("avih")), .noHeader(contentType: "video/x-msvideo")),
        ("no media data", riff(list("hdrl", header)), .noMediaData),
        ("empty media data", riff(list("hdrl", header) + list("movi", [])), .noMediaData),
        (
            "media data beyond the end",
            riff(list("hdrl", header) + lyingChunk("LIST", size: 5_000, Array("movi".utf8))),
            .truncated(missing: 4_996)
        ),
        (
            "a chunk beyond its list", avi(lyingChunk("avih", size: 5_000, zeros(56))),
            .boxOverrun(type: "avih", offset: 24)
        ),
        ("an endless chunk", avi(lyingChunk("avih", size: .max, zeros(56))), .boxOverrun(type: "avih", offset: 24)),
        (
            "a list beyond its list", avi(header + lyingChunk("LIST", size: 900, Array("strl".utf8))),
            .boxOverrun(type: "LIST", offset: 88)
        ),
        (
            "a list too short for its name", avi(lyingChunk("LIST", size: 3, zeros(8))),
            .malformedBox(type: "LIST", offset: 24)
        ),
        (
            "an open list that has no room for its name",
            lyingChunk("RIFF", size: 12, Array("AVI ".utf8) + lyingChunk("LIST", size: 0, Array("movi".utf8)) + header),
            .malformedBox(type: "LIST", offset: 12)
        ),
        (
            "an open list that ends within its name, and the file with it",
            lyingChunk("RIFF", size: 14, Array("AVI ".utf8) + lyingChunk("LIST", size: .max, Array("mov".utf8))),
            .malformedBox(type: "LIST", offset: 12)
        ),
        (
            "an inner list cut within its name, and the file with it",
            avi(header + lyingChunk("LIST", size: 4), after: []).prefix(98).map { $0 },
            .boxOverrun(type: "LIST", offset: 88)
        ),
    ]

    @Test("refuses a broken file", arguments: broken)
    func refused(name: String, file: [UInt8], defect: ContentDefect) {
        for chunking in Chunking.allCases {
            #expect(inputVerdict(.video, file, chunking).defect == defect)
        }
    }

    @Test("is not led down by lists within lists")
    func deeplyNested() throws {
        let file = avi(Self.header + Self.nested(2_000) + Self.video)
        #expect(try inputVerdict(.video, file).get().width == 320)
    }

    @Test("refuses a file that is cut off anywhere")
    func cut() {
        let file = avi(Self.header + Self.sound + Self.video, after: chunk("idx1", zeros(16)))
        for length in 0..<file.count {
            #expect(inputVerdict(.video, Array(file.prefix(length))).defect != nil, "cut at \(length)")
        }
    }

    @Test("never traps on random mutations, and judges alike in every chunking")
    func mutations() {
        let file = avi(Self.header + Self.sound + Self.video + Self.openDML) + Self.moreRIFF
        for seed in UInt64(0)..<1_500 {
            var generator = SeededGenerator(seed: seed)
            var mutated = file
            for _ in 0..<6 {
                let offset = Int.random(in: 12..<mutated.count, using: &generator)
                mutated[offset] =
                    [0, 1, 0x7F, 0xFF, UInt8.random(in: 0...255, using: &generator)]
                    .randomElement(using: &generator) ?? 0
            }
            #expect(inputVerdict(.video, mutated, .large) == inputVerdict(.video, mutated, .random))
        }
    }
}
