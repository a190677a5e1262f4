/// Checks a file while its bytes pass, and reads what they tell about it.
///
/// The bytes are looked at once and never kept: memory does not depend on the file, and the cost of a chunk does not
/// depend on its size. After a defect was thrown the check is worth nothing more.
public struct ContentCheck: Sendable {
    private var walk: any ContentWalk

    /// - Parameters:
    ///   - expected: What the source promised.
    ///   - contentType: Media type the file is to be stored with. With ``ExpectedContent/any`` it asks for the signature
    ///     of WebM, WAV, MP3 or binary glTF; others ask for none.
    public init(_ expected: ExpectedContent, contentType: String? = nil) {
        walk =
            switch expected {
            case .video: MP4BoxWalk()
            case .image: ImageWalk()
            case .any: FileWalk(contentType.flatMap(FileSignature.init(contentType:)))
            }
    }

    /// The check of a file that is to be given to a service. It is as lenient as viewers and players are: bytes
    /// behind the end of the picture or of the video, which cameras put there, are no defect.
    public init(input: InputMedia) {
        walk =
            switch input {
            case .image: ImageWalk(mayHaveTrailer: true)
            case .video: VideoWalk()
            }
    }

    /// Takes the next bytes of the file, in order and without gaps.
    ///
    /// - Throws: The defect, as soon as it is certain.
    public mutating func consume(_ bytes: UnsafeRawBufferPointer) throws(ContentDefect) {
        try walk.consume(bytes)
    }

    /// The verdict after the last byte.
    ///
    /// - Parameter totalLength: Length in bytes the source named for the whole file.
    /// - Throws: The defect that only the end of the file shows.
    public func finish(totalLength: Int64) throws(ContentDefect) -> MediaProperties {
        try walk.finish(totalLength: totalLength)
    }
}
