import Media
import SeededRandom
import Testing

@Suite("a file of damaged structure")
struct StructureFuzzTests {
    private static let riff = FieldMutator(
        names: ["RIFF", "LIST", "avih", "strh", "strf", "dmlh", "movi", "hdrl", "strl", "odml", "AVI ", "JUNK"],
        sizeOffset: 4, isLittleEndian: true)
    private static let boxes = FieldMutator(
        names: ["ftyp", "moov", "mvhd", "trak", "tkhd", "mvex", "mehd", "mdat", "free", "\u{0}\u{0}\u{0}\u{1}"],
        sizeOffset: -4)
    private static let aviHeaders =
        mainHeader() + stream(scale: 1, rate: 25, length: 50, format: bitmapHeader(8, 8))
        + list("odml", chunk("dmlh", little(300)))

    private static let aviFiles = [
        avi(aviHeaders), avi(mainHeader(), after: chunk("idx1", zeros(3))) + list("AVIX", zeros(9), in: "RIFF"),
        lyingChunk("RIFF", size: 0, Array("AVI ".utf8) + list("hdrl", mainHeader()))
            + lyingChunk("LIST", size: 0, Array("movi".utf8) + zeros(5)),
    ]
    private static let mp4Files = [
        fileType + movie + mediaData,
        fileType + box("moov", movieHeader(timescale: 9, duration: 9, version: 1) + extendsHeader(duration: 3))
            + box("moof") + largeBox("mdat", zeros(20)),
        fileType + largeBox("moov", track(width: 8, height: 6)) + lyingBox("mdat", size: 0, zeros(4)),
    ]
    private static let jpeg: [UInt8] =
        [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xE1, 0, 2, 0xFF, 0xFF, 0xC0, 0, 9, 8, 0, 9, 0, 7, 1, 0]
        + [0xFF, 0xDA, 0, 3, 1, 0x55, 0xFF, 0xD9]

    /// Judges the file in one piece and in small ones: nothing traps, both agree, and every count is one.
    private static func judge(_ seed: UInt64, _ judged: (Chunking) -> Result<MediaProperties, ContentDefect>) {
        let verdict = judged(.large)
        #expect(verdict == judged([.bytes, .sevens, .random][Int(seed % 3)]), "seed \(seed)")
        switch verdict.defect {
        case .truncated(let count), .surplus(let count), .strayBytes(let count):
            #expect(count > 0, "seed \(seed): \(count) bytes")
        default: break
        }
    }

    @Test("never traps the AVI walk in 10,000 cases, and is judged alike in every chunking")
    func riff() {
        for seed in UInt64(0)..<10_000 {
            var generator = SeededGenerator(seed: seed)
            let file = Self.riff.mutated(Self.aviFiles[Int(seed % 3)], &generator)
            Self.judge(seed) { inputVerdict(.video, file, $0) }
        }
    }

    @Test("never traps the MP4 walk in 6,000 cases, and is judged alike in every chunking")
    func mp4() {
        for seed in UInt64(0)..<6_000 {
            var generator = SeededGenerator(seed: seed)
            let file = Self.boxes.mutated(Self.mp4Files[Int(seed % 3)], &generator)
            Self.judge(seed) { seed % 2 == 0 ? inputVerdict(.video, file, $0) : verdict(.video, file, $0) }
        }
    }

    @Test("never traps the image walk in 5,000 cases, and is judged alike in every chunking")
    func images() {
        for seed in UInt64(0)..<5_000 {
            var generator = SeededGenerator(seed: seed)
            var file = Self.jpeg
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let offset = Int.random(in: 2..<file.count, using: &generator)
                file[offset] = [0, 1, 2, 0xC0, 0xDA, 0xFF].randomElement(using: &generator) ?? 0
            }
            file.removeLast(Int.random(in: 0...3, using: &generator))
            Self.judge(seed) { seed % 2 == 0 ? inputVerdict(.image, file, $0) : verdict(.image, file, $0) }
        }
    }
}
