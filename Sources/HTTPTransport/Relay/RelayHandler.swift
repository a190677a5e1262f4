/// What one relay asks while its bytes pass. Calls come on the transport's thread and must not block.
///
/// A relay moves what its handler asks the source for: a whole, or a range of it. Offsets count from the relay's first
/// byte.
public protocol RelayHandler: Sendable {
    /// The request that opens the source at its first byte.
    mutating func openingRequest() -> HTTPRequest

    /// The source answered 2xx: how its bytes are to be uploaded.
    ///
    /// - Throws: anything; it ends the relay as ``RelayError/rejected(_:)``.
    mutating func sourceAnswered(_ head: HTTPResponseHead) throws -> UploadOpening

    /// The source answered a request that continues at `offset`; throws unless it really continues there.
    mutating func sourceContinued(_ head: HTTPResponseHead, at offset: Int64) throws

    /// Media bytes in order, valid during the call only. Throwing ends the relay before they are released; so it must
    /// where more bytes come than the upload is to have.
    mutating func passed(_ bytes: UnsafeRawBufferPointer) throws

    /// A source response ended after `received` bytes of this relay, by `interruption` or in good order.
    ///
    /// - Returns: `.complete` to release the bytes held back, which says that all is well with what was asked for.
    mutating func sourceEnded(received: Int64, interruption: SourceInterruption?) throws -> SourceStep
}

/// Why a source response ended early.
public enum SourceInterruption: Sendable, Equatable {
    /// The connection failed.
    case transport(TransportError)
    /// A continuing request was answered by a status other than 2xx.
    case refused(HTTPResponse)
}

/// What follows after a source response ended.
public enum SourceStep: Sendable {
    /// All is here and sound: the upload may end.
    case complete
    /// All is here and sound: the upload may end once this is done. It begins when the upload is open, and is awaited
    /// off the transport's thread. A throw ends the relay as ``RelayError/rejected(_:)`` before the last bytes leave.
    case completeAfter(@Sendable () async throws -> Void)
    /// Go on with this request, after a delay.
    case goOn(HTTPRequest, after: Duration)
}

/// Prepares a relay's upload: signs it, after whatever has to be waited for.
///
/// It is awaited off the transport's thread, while the source fills the ring and then waits. A throw ends the relay as
/// ``RelayError/rejected(_:)``. The task is cancelled when the relay ends before.
public typealias UploadOpening = @Sendable () async throws -> Upload

/// The upload a relay feeds.
public struct Upload: Sendable {
    /// The signed request, without body.
    public var request: HTTPRequest
    /// Exact length of the request body on the wire, in bytes.
    public var wireLength: Int64
    /// Chunk framing of the body; `nil` sends the media bytes as they are.
    public var framing: (any BodyFraming)?
    /// Whether the body waits a moment for the destination's 100 (Continue), so that none is sent where it is refused.
    public var expectsContinue: Bool

    /// A signed request and how its body is formed.
    public init(
        request: HTTPRequest, wireLength: Int64, framing: (any BodyFraming)? = nil, expectsContinue: Bool = false
    ) {
        self.request = request
        self.wireLength = wireLength
        self.framing = framing
        self.expectsContinue = expectsContinue
    }
}

/// Turns media bytes into framed chunks, e.g. signed ones.
public protocol BodyFraming: Sendable {
    /// Media bytes in every chunk but the last, at most 512 KiB.
    var chunkLength: Int { get }
    /// What goes before the chunk that consists of these pieces.
    mutating func prefix(of chunk: [UnsafeRawBufferPointer]) -> [UInt8]
    /// What goes behind every chunk.
    var suffix: [UInt8] { get }
    /// What ends the body after its last chunk.
    mutating func end() -> [UInt8]
}
