import Media
import SeededRandom
import Testing

@Suite("a file that comes in parts")
struct PartsTests {
    private static let more: [(String, [UInt8])] = [
        ("large media data first", fileType + largeBox("mdat", zeros(300)) + movie),
        (
            "media data behind the index, to the end of the file",
            fileType + movie + lyingBox("mdat", size: 0, zeros(300))
        ),
        ("QuickTime", box("wide") + box("mdat", zeros(300)) + movie + box("free", zeros(40))),
        (
            "many fragments",
            fileType + movie + (0..<6).flatMap { box("moof", box("mfhd", zeros(8))) + box("mdat", zeros(20 + $0)) }
        ),
        ("media data cut off", fileType + movie + lyingBox("mdat", size: 400, zeros(300))),
        ("large media data cut off", fileType + movie + largeBox("mdat", zeros(300), size: 1 << 40)),
        ("index cut off behind media data", fileType + box("mdat", zeros(300)) + movie.dropLast(30)),
        ("bytes behind the media data", fileType + movie + box("mdat", zeros(300)) + [1, 2, 3]),
    ]
    private static let files =
        MP4BoxWalkTests.whole.map { ($0.0, $0.1) } + MP4BoxWalkTests.broken.map { ($0.0, $0.1) } + more

    @Test("is judged as if it came in order, wherever it is cut in two", arguments: files)
    func halves(name: String, file: [UInt8]) {
        let expected = verdict(.video, file)
        for cut in stride(from: 1, to: file.count, by: 1) {
            let halves = [0..<cut, cut..<file.count]
            let judged = verdict(ContentCheck(.video), file, parts: halves, seed: UInt64(cut))
            #expect(judged == expected, "cut at \(cut)")
        }
    }

    @Test("is judged as if it came in order, in parts of any length and in any order", arguments: files)
    func manyParts(name: String, file: [UInt8]) {
        let expected = verdict(.video, file)
        for length in stride(from: 1, through: file.count, by: 1) {
            for seed in UInt64(0)..<2 {
                let parts = parts(of: file, length: length)
                #expect(verdict(ContentCheck(.video), file, parts: parts, seed: seed) == expected, "parts of \(length)")
            }
        }
    }

    /// Without the one that reaches to the end of the file, wherever that is.
    @Test(
        "is not whole when the source announced another length",
        arguments: more.filter { !$0.0.hasSuffix("to the end of the file") }, [-400, -5, 5, 400])
    func announcedLength(file: (name: String, bytes: [UInt8]), difference: Int) {
        for length in [1, 40, 100, file.bytes.count] {
            let judged = verdict(
                ContentCheck(.video), file.bytes, parts: parts(of: file.bytes, length: length), seed: 3,
                totalLength: Int64(file.bytes.count + difference))
            #expect(judged.defect != nil, "parts of \(length)")
        }
    }

    @Test("made by ffmpeg has the same properties in parts", arguments: Clip.videos)
    func real(clip: Clip) throws {
        let file = try clip.make().bytes
        let expected = try verdict(.video, file).get()
        for length in [100, 1000, 4096, file.count / 3, file.count / 2, file.count - 1, file.count] {
            for seed in UInt64(0)..<5 {
                let parts = parts(of: file, length: length)
                #expect(try verdict(ContentCheck(.video), file, parts: parts, seed: seed).get() == expected)
            }
        }
    }

    @Test("leaves out what lies within the media data", arguments: [Clip.plain, .fastStart])
    func leftOut(clip: Clip) throws {
        let file = try clip.make().bytes
        let media = try #require(file.firstRange(of: Array("mdat".utf8))).upperBound
        let size = file[media - 8..<media - 4].reduce(0) { $0 << 8 | Int($1) }
        var check = ContentCheck(.video)
        #expect(check.horizon == 0)
        try place(&check, file[..<media])
        #expect(check.horizon == Int64(media - 8 + size))
        let end = Int(check.horizon)
        try place(&check, file[end...])
        #expect(try check.finish(totalLength: Int64(file.count)) == verdict(.video, file).get())
    }

    @Test("of damaged structure is judged as if it came in order, in 5,000 cases")
    func damaged() {
        let mutator = FieldMutator(
            names: ["ftyp", "moov", "mvhd", "trak", "tkhd", "mdat", "free", "\u{0}\u{0}\u{0}\u{1}"], sizeOffset: -4)
        for seed in UInt64(0)..<5_000 {
            var generator = SeededGenerator(seed: seed)
            let file = mutator.mutated(Self.files[Int(seed) % 10].1, &generator)
            guard !file.isEmpty else { continue }
            let parts = parts(of: file, length: Int.random(in: 1...file.count, using: &generator))
            #expect(
                verdict(ContentCheck(.video), file, parts: parts, seed: seed) == verdict(.video, file), "seed \(seed)")
        }
    }

    @Test("is taken by the lenient checks, too")
    func inputs() {
        let headers = mainHeader() + stream(scale: 1, rate: 25, length: 50, format: bitmapHeader(8, 8))
        let withoutLengths =
            lyingChunk("RIFF", size: 0, Array("AVI ".utf8) + list("hdrl", mainHeader()))
            + lyingChunk("LIST", size: 0, Array("movi".utf8) + zeros(50))
        let videos: [[UInt8]] = [
            avi(headers), avi(headers, after: chunk("idx1", zeros(30))), avi(headers).dropLast(3), withoutLengths,
            fileType + mediaData + movie + zeros(30), fileType + movie,
        ]
        for file in videos {
            for length in 1...file.count {
                let parts = parts(of: file, length: length)
                let judged = verdict(ContentCheck(input: .video), file, parts: parts, seed: UInt64(length))
                #expect(judged == inputVerdict(.video, file), "parts of \(length)")
            }
        }
    }

    @Test("that is an image has to come in order")
    func images() throws {
        let file = try #require(Clip.images.first).make().bytes
        for length in [1, 100, file.count] {
            var check = ContentCheck(.image)
            for part in parts(of: file, length: length) {
                #expect(check.horizon == Int64(part.lowerBound))
                // Overlapping bytes count once.
                try place(&check, file[max(0, part.lowerBound - 5)..<part.upperBound])
            }
            #expect(try check.finish(totalLength: Int64(file.count)) == verdict(.image, file).get())
        }
    }

    @Test("of another kind needs its first bytes alone", arguments: [(1100, true), (1101, false)])
    func others(length: UInt32, isWhole: Bool) throws {
        let file = Array("glTF".utf8) + little(2, length) + zeros(1088)
        var check = ContentCheck(.any, contentType: "model/gltf-binary")
        try place(&check, file[..<500])
        #expect(check.horizon == 500)
        try place(&check, file[200..<600])
        #expect(check.horizon == .max)
        if isWhole {
            #expect(try check.finish(totalLength: 1100).contentType == "model/gltf-binary")
        } else {
            #expect(throws: ContentDefect.brokenFile(contentType: "model/gltf-binary")) {
                try check.finish(totalLength: 1100)
            }
        }
        #expect(throws: ContentDefect.empty) {
            try ContentCheck(.any).finish(totalLength: 0)
        }
    }
}
