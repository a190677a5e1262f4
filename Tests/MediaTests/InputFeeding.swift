import Media
import SeededRandom

/// The verdict of the lenient check over a file that is to be given to a service.
func inputVerdict(
    _ media: InputMedia, _ file: [UInt8], _ chunking: Chunking = .large
) -> Result<MediaProperties, ContentDefect> {
    var check = ContentCheck(input: media)
    var generator = SeededGenerator(seed: 7)
    do throws(ContentDefect) {
        var start = 0
        while start < file.count {
            let end = min(start + chunking.size(&generator), file.count)
            try feed(&check, file[start..<end])
            start = end
        }
        return .success(try check.finish(totalLength: Int64(file.count)))
    } catch {
        return .failure(error)
    }
}
