import Media
import SeededRandom

/// How a file is cut into chunks.
enum Chunking: Sendable, CaseIterable {
    case bytes, sevens, large, random

    func size(_ generator: inout SeededGenerator) -> Int {
        switch self {
        case .bytes: 1
        case .sevens: 7
        case .large: 65_536
        case .random: Int.random(in: 1...900, using: &generator)
        }
    }
}

/// The verdict of a whole check over a file.
func verdict(
    _ expected: ExpectedContent, _ file: [UInt8], _ chunking: Chunking = .large, contentType: String? = nil,
    totalLength: Int64? = nil
) -> Result<MediaProperties, ContentDefect> {
    var check = ContentCheck(expected, contentType: contentType)
    var generator = SeededGenerator(seed: 7)
    do throws(ContentDefect) {
        var start = 0
        while start < file.count {
            let end = min(start + chunking.size(&generator), file.count)
            try feed(&check, file[start..<end])
            start = end
        }
        return .success(try check.finish(totalLength: totalLength ?? Int64(file.count)))
    } catch {
        return .failure(error)
    }
}

func feed(_ check: inout ContentCheck, _ chunk: ArraySlice<UInt8>) throws(ContentDefect) {
    let outcome = chunk.withUnsafeBytes { bytes -> ContentDefect? in
        do throws(ContentDefect) {
            try check.consume(bytes)
            return nil
        } catch {
            return error
        }
    }
    if let outcome { throw outcome }
}

extension Result where Failure == ContentDefect {
    var defect: ContentDefect? {
        switch self {
        case .success: nil
        case .failure(let defect): defect
        }
    }
}
