import Media
import SeededRandom

/// The verdict over a file whose parts come side by side, in any order that is allowed: a part may begin once its first
/// byte does not lie behind the horizon, and one that lies before the horizon as a whole is left out.
func verdict(
    _ start: ContentCheck, _ file: [UInt8], parts: [Range<Int>], seed: UInt64, totalLength: Int64? = nil
) -> Result<MediaProperties, ContentDefect> {
    var check = start
    var generator = SeededGenerator(seed: seed)
    var waiting = parts
    var open: [Range<Int>] = []
    do throws(ContentDefect) {
        while true {
            waiting.removeAll { $0.upperBound <= check.horizon }
            let mayBegin = waiting.filter { $0.lowerBound <= check.horizon }
            guard let part = (open + mayBegin).randomElement(using: &generator) else { break }
            waiting.removeAll { $0 == part }
            open.removeAll { $0 == part }
            let end = min(part.upperBound, part.lowerBound + Int.random(in: 1...max(1, part.count), using: &generator))
            try place(&check, file[part.lowerBound..<end])
            if end < part.upperBound { open.append(end..<part.upperBound) }
        }
        return .success(try check.finish(totalLength: totalLength ?? Int64(file.count)))
    } catch {
        return .failure(error)
    }
}

/// Gives bytes by the place they have in their file.
func place(_ check: inout ContentCheck, _ bytes: ArraySlice<UInt8>) throws(ContentDefect) {
    let outcome = bytes.withUnsafeBytes { buffer -> ContentDefect? in
        do throws(ContentDefect) {
            try check.consume(buffer, at: Int64(bytes.startIndex))
            return nil
        } catch {
            return error
        }
    }
    if let outcome { throw outcome }
}

/// The parts of a file, all of one length but the last.
func parts(of file: [UInt8], length: Int) -> [Range<Int>] {
    stride(from: 0, to: file.count, by: length).map { $0..<min($0 + length, file.count) }
}
