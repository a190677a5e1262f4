/// Checks a file while its bytes pass, and reads what they tell about it.
///
/// The bytes are looked at once and never kept: memory does not depend on the file, and the cost of a chunk does not
/// depend on its size. After a defect was thrown the check is worth nothing more.
///
/// A file that comes as a whole is given in order by ``consume(_:)``. One that comes in parts is given by
/// ``consume(_:at:)``, and then whatever lies before the ``horizon`` may come in any order or not at all: of an MP4 file
/// the parts within its media data are never looked at. A check takes its bytes in one of these two ways.
public struct ContentCheck: Sendable {
    private(set) var walk: any ContentWalk
    /// Whether bytes were placed by their offset, so that some before the horizon may not have been given.
    private var mayHaveGaps = false

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

    /// Goes on with a walk that has seen the file up to somewhere.
    init(goingOnWith walk: MP4BoxWalk) {
        self.walk = walk
        mayHaveGaps = true
    }

    /// Offset in bytes of the first byte that has to be seen yet. Those before it were seen or need not be.
    /// `Int64.max`: none has to be seen any more.
    public var horizon: Int64 { walk.horizon }

    /// Takes the next bytes of the file, in order and without gaps.
    ///
    /// - Throws: The defect, as soon as it is certain.
    public mutating func consume(_ bytes: UnsafeRawBufferPointer) throws(ContentDefect) {
        try walk.consume(bytes)
    }

    /// Takes bytes of the file by their place. What lies before the horizon is passed over.
    ///
    /// - Parameter offset: Where the bytes begin, from 0 to the ``horizon``; beyond it is a programming error.
    /// - Throws: The defect, as soon as it is certain.
    public mutating func consume(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(ContentDefect) {
        mayHaveGaps = true
        let horizon = walk.horizon
        precondition(0 <= offset && offset <= horizon, "bytes that need those before them")
        guard horizon - offset < Int64(bytes.count) else { return }
        walk.skip(to: horizon)
        try walk.consume(UnsafeRawBufferPointer(rebasing: bytes.dropFirst(Int(horizon - offset))))
    }

    /// The verdict after the last byte.
    ///
    /// - Parameter totalLength: Length in bytes the source named for the whole file. Where bytes were placed by their
    ///   offset, the caller says by it that those before the horizon arrived, too.
    /// - Throws: The defect that only the end of the file shows.
    public func finish(totalLength: Int64) throws(ContentDefect) -> MediaProperties {
        guard mayHaveGaps else { return try walk.finish(totalLength: totalLength) }
        var whole = walk
        whole.skip(to: min(whole.horizon, totalLength))
        return try whole.finish(totalLength: totalLength)
    }
}
