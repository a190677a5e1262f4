import Foundation
import Media
import SeededRandom
import Testing

@Suite("a check that is saved")
struct CheckpointTests {
    private static func reloaded(_ check: ContentCheck) throws -> ContentCheck {
        let saved = try JSONEncoder().encode(#require(check.checkpoint))
        return ContentCheck(try JSONDecoder().decode(ContentCheck.Checkpoint.self, from: saved))
    }

    @Test("goes on where it stood, at any byte", arguments: MP4BoxWalkTests.whole)
    func resumed(name: String, file: [UInt8], expected: MediaProperties) throws {
        for cut in 0...file.count {
            var check = ContentCheck(.video)
            try place(&check, file[..<cut])
            var again = try Self.reloaded(check)
            #expect(again.horizon == check.horizon)
            let rest = min(Int64(file.count), again.horizon)
            try place(&again, file[Int(rest)...])
            #expect(try again.finish(totalLength: Int64(file.count)) == expected, "saved at \(cut)")
        }
    }

    @Test("knows what is missing after it was loaded")
    func missing() throws {
        let file = fileType + mediaData + movie
        var check = ContentCheck(.video)
        try place(&check, file[..<30])
        let again = try Self.reloaded(check)
        #expect(throws: ContentDefect.truncated(missing: Int64(file.count - 33))) {
            try again.finish(totalLength: Int64(file.count))
        }
    }

    @Test("is one of a video")
    func kinds() {
        #expect(ContentCheck(.video).checkpoint != nil)
        #expect(ContentCheck(.image).checkpoint == nil)
        #expect(ContentCheck(.any).checkpoint == nil)
        #expect(ContentCheck(input: .video).checkpoint == nil)
    }

    @Test("takes less than a kilobyte")
    func size() throws {
        let file = fileType + movie
        for cut in 0...file.count {
            var check = ContentCheck(.video)
            try place(&check, file[..<cut])
            #expect(try JSONEncoder().encode(#require(check.checkpoint)).count < 1024)
        }
    }

    @Test("never traps where what was saved is damaged, in 5,000 cases")
    func damaged() throws {
        let file = fileType + movie + mediaData
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let numbers = ["-1", "0", "1", "8", "16", "97", "300", "70000", "4294967297", "9223372036854775807"]
        for seed in UInt64(0)..<5_000 {
            var generator = SeededGenerator(seed: seed)
            var check = ContentCheck(.video)
            try place(&check, file[..<Int.random(in: 0...file.count, using: &generator)])
            let saved = String(decoding: try encoder.encode(#require(check.checkpoint)), as: UTF8.self)
            var damaged = saved
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let number = try #require(damaged.matches(of: /-?[0-9]+/).randomElement(using: &generator))
                damaged.replaceSubrange(number.range, with: try #require(numbers.randomElement(using: &generator)))
            }
            guard let read = try? JSONDecoder().decode(ContentCheck.Checkpoint.self, from: Data(damaged.utf8))
            else { continue }
            var again = ContentCheck(read)
            let start = Int(min(Int64(file.count), max(0, again.horizon)))
            if (try? place(&again, file[start...])) != nil { _ = try? again.finish(totalLength: Int64(file.count)) }
        }
    }
}
