import Media

/// The check of a file's bytes, with its first ones kept to say what it is instead.
struct InputContent {
    private var check: ContentCheck
    private var head: [UInt8] = []

    init(_ media: InputMedia) { check = ContentCheck(input: media) }

    /// What the file is, with the article.
    var kind: String? { FileKind.name(of: head) }

    mutating func consume(_ bytes: UnsafeRawBufferPointer) throws(InputProblem) {
        head.append(contentsOf: bytes.prefix(FileKind.headLength - head.count))
        do throws(ContentDefect) { try check.consume(bytes) } catch { throw .defect(error) }
    }

    func finish(length: Int64) throws(InputProblem) -> MediaProperties {
        do throws(ContentDefect) { return try check.finish(totalLength: length) } catch { throw .defect(error) }
    }
}
