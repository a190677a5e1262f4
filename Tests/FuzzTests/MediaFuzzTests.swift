import Foundation
import SeededRandom
import Testing

@testable import Media

@Suite("Damaged media")
struct MediaFuzzTests {
    private static func number(_ value: Int, _ width: Int) -> [UInt8] {
        (0..<width).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
    private static func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }
    private static func box(_ type: String, _ payload: [UInt8]) -> [UInt8] {
        number(payload.count + 8, 4) + Array(type.utf8) + payload
    }
    private static func chunk(_ type: String, _ payload: [UInt8]) -> [UInt8] {
        Array(type.utf8) + number(payload.count, 4).reversed() + payload + (payload.count % 2 == 1 ? [0] : [])
    }

    private static let fileType = box("ftyp", Array("isom".utf8) + zeros(4) + Array("isomavc1".utf8))
    private static let header = box("mvhd", zeros(12) + number(1000, 4) + number(2500, 4) + zeros(80))
    private static let longHeader = box("mvhd", [1] + zeros(19) + number(1000, 4) + number(2500, 8) + zeros(80))
    private static let track = box("trak", box("tkhd", zeros(76) + number(640 << 16, 4) + number(360 << 16, 4)))
    private static let movie = box("moov", header + track)
    private static let media = box("mdat", Array("some media data".utf8))
    private static let largeMedia = number(1, 4) + Array("mdat".utf8) + number(56, 8) + zeros(40)

    static let videos = [
        fileType + movie + media, fileType + media + movie, fileType + movie + largeMedia,
        fileType + box("free", zeros(9)) + box("moov", longHeader + track + box("mvex", box("mehd", zeros(8))))
            + box("moof", zeros(8)) + media,
        fileType + movie + zeros(4) + Array("mdat".utf8) + zeros(30),
    ]
    private static let avis = [
        chunk(
            "RIFF",
            Array("AVI ".utf8)
                + chunk(
                    "LIST",
                    Array("hdrl".utf8) + chunk("avih", [64, 156, 0, 0] + zeros(12) + [75, 0, 0, 0] + zeros(36)))
                + chunk("LIST", Array("movi".utf8) + chunk("00dc", [1, 2, 3])))
    ]
    static let images: [[UInt8]] = [
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + number(13, 4) + Array("IHDR".utf8) + number(8, 4)
            + number(6, 4)
            + [8, 6, 0, 0, 0] + zeros(4) + number(3, 4) + Array("IDATabc".utf8) + zeros(4) + zeros(4)
            + Array("IEND".utf8)
            + [0xAE, 0x42, 0x60, 0x82],
        [
            0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xC0, 0, 9, 8, 0, 9, 0, 7, 1, 0, 0xFF, 0xDA, 0, 3, 1, 0x55, 0xFF,
            0xD9,
        ],
        chunk("RIFF", Array("WEBP".utf8) + chunk("VP8 ", [0, 0, 0, 0x9D, 1, 0x2A, 8, 0, 6, 0])),
        Array("GIF89a".utf8) + [8, 0, 6, 0, 0, 0, 0, 0x2C] + zeros(9) + [2, 1, 0x44, 0, 0x3B],
        Array("BM".utf8) + [58, 0, 0, 0] + zeros(4) + [54, 0, 0, 0, 40, 0, 0, 0, 8, 0, 0, 0, 6, 0, 0, 0, 1, 0, 24, 0]
            + zeros(28),
    ]
    private static let others = [
        Array("<?xml version=\"1.0\"?><Error><Code>NoSuchKey</Code></Error>".utf8), Array("{\"code\":\"x\"}".utf8),
    ]
    private static let words = [
        "ftyp", "moov", "mvhd", "trak", "tkhd", "mvex", "mehd", "mdat", "free", "moof", "RIFF", "LIST", "AVI ", "avih",
        "strh", "strf",
        "hdrl", "strl", "movi", "odml", "dmlh", "IHDR", "IDAT", "IEND", "WEBP", "VP8 ", "VP8L", "VP8X", "GIF87a",
        "<html", "<Code>",
    ]

    private static func verdict(
        of check: ContentCheck, _ file: [UInt8], cut: () -> Int
    ) -> Result<MediaProperties, ContentDefect> {
        var check = check
        do throws(ContentDefect) {
            var rest = file[...]
            while !rest.isEmpty {
                let piece = rest.prefix(max(1, cut()))
                try consume(&check, piece)
                rest = rest.dropFirst(piece.count)
            }
            return .success(try check.finish(totalLength: Int64(file.count)))
        } catch {
            return .failure(error)
        }
    }

    private static func consume(_ check: inout ContentCheck, _ bytes: ArraySlice<UInt8>) throws(ContentDefect) {
        let defect = bytes.withUnsafeBytes { bytes -> ContentDefect? in
            do throws(ContentDefect) {
                try check.consume(bytes)
                return nil
            } catch {
                return error
            }
        }
        if let defect { throw defect }
    }

    private static func resumed(
        _ check: ContentCheck, _ rest: ArraySlice<UInt8>, at offset: Int64, totalLength: Int
    ) -> Result<MediaProperties, ContentDefect> {
        var check = check
        do throws(ContentDefect) {
            let defect = rest.withUnsafeBytes { bytes -> ContentDefect? in
                do throws(ContentDefect) {
                    try check.consume(bytes, at: offset)
                    return nil
                } catch {
                    return error
                }
            }
            if let defect { throw defect }
            return .success(try check.finish(totalLength: Int64(totalLength)))
        } catch {
            return .failure(error)
        }
    }

    private static func judge(
        _ check: ContentCheck, _ file: [UInt8], _ generator: inout SeededGenerator
    ) throws {
        let whole = verdict(of: check, file) { file.count }
        let pieces = withUnsafeMutablePointer(to: &generator) { generator in
            verdict(of: check, file) { Int.random(in: 1...40, using: &generator.pointee) }
        }
        try Fuzzing.expect(whole == pieces, "in one piece \(whole), in pieces \(pieces)")
        switch whole {
        case .failure(let defect):
            try Fuzzing.expectOneLine(defect.description, "the defect")
            switch defect {
            case .truncated(let count), .surplus(let count), .strayBytes(let count):
                try Fuzzing.expect(count > 0, "a defect of \(count) bytes")
            default: break
            }
        case .success(let properties):
            try Fuzzing.expect(!file.isEmpty, "an empty file is sound")
            try Fuzzing.expect(properties.width.map { $0 > 0 } ?? true, "a width of \(properties.width ?? 0)")
            try Fuzzing.expect(properties.height.map { $0 > 0 } ?? true, "a height of \(properties.height ?? 0)")
            try Fuzzing.expect(
                properties.duration.map { $0.isFinite && $0 >= 0 } ?? true, "a duration of \(properties.duration ?? 0)")
        }
    }

    @Test("is judged alike in every chunking, as a video of the service")
    func video() {
        Fuzzing.run("video", Mutator(samples: Self.videos + Self.others, words: Self.words)) { file, generator in
            try Self.judge(ContentCheck(.video), file, &generator)
        }
    }

    @Test("is judged alike in every chunking, as a video of the user")
    func input() {
        Fuzzing.run("input", Mutator(samples: Self.videos + Self.avis, words: Self.words)) { file, generator in
            try Self.judge(ContentCheck(input: .video), file, &generator)
        }
    }

    @Test("is judged alike in every chunking, as an image")
    func image() {
        Fuzzing.run("image", Mutator(samples: Self.images + Self.others, words: Self.words)) { file, generator in
            let check = Bool.random(using: &generator) ? ContentCheck(.image) : ContentCheck(input: .image)
            try Self.judge(check, file, &generator)
        }
    }

    @Test("is judged alike where a later process goes on from a checkpoint, and damaged checkpoints are refused")
    func checkpoint() {
        Fuzzing.run("checkpoint", Mutator(samples: Self.videos, words: Self.words)) { file, generator in
            let whole = Self.verdict(of: ContentCheck(.video), file) { file.count }
            var check = ContentCheck(.video)
            let place = Int.random(in: 0...file.count, using: &generator)
            do { try Self.consume(&check, file[..<place]) } catch { return }
            guard let checkpoint = check.checkpoint else { return }
            let encoded = Array(try JSONEncoder().encode(checkpoint))
            let later = ContentCheck(try JSONDecoder().decode(ContentCheck.Checkpoint.self, from: Data(encoded)))
            let resumed = Self.resumed(later, file[place...], at: Int64(place), totalLength: file.count)
            try Fuzzing.expect(resumed == whole, "at once \(whole), going on at byte \(place) \(resumed)")
            let damaged = Mutator(samples: [encoded], words: ["null", "-1", "1e99", "{}", "[]"]).input(&generator)
            guard let odd = try? JSONDecoder().decode(ContentCheck.Checkpoint.self, from: Data(damaged)) else { return }
            let oddCheck = ContentCheck(odd)
            _ = Self.resumed(
                oddCheck, file[place...], at: max(0, min(Int64(place), oddCheck.horizon)), totalLength: file.count)
        }
    }
}
