import FoundationEssentials

/// Bytes that are no video: a sentence over and over.
struct Gibberish: ByteSource {
    let size: Int64
    private static let sentence = Data("These bytes are not a video. ".utf8)

    func read(at offset: Int64, count: Int) -> Data {
        let sentence = Self.sentence
        var bytes = Data(capacity: count + sentence.count)
        bytes.append(sentence[(Int(offset) % sentence.count)...])
        while bytes.count < count { bytes.append(sentence) }
        return bytes.prefix(count)
    }
}
