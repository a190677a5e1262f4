import Failures
import HTTPTransport
import Media
import ObjectStorage

/// The relay of one part: a range of the source into an upload of its own.
struct PartRelay: RelayHandler {
    private var stretch: SourceStretch
    private let check: WholeCheck
    private let open: UploadOpening
    private let ended: @Sendable () -> Void
    private let intend: @Sendable () async throws -> Void
    private var taken: Int64 = 0

    /// Of the part's bytes.
    let digests: BodyDigests

    /// - Parameters:
    ///   - open: how it comes to its upload.
    ///   - ended: is told that the source has given every byte; must not block.
    ///   - intend: notes what the part is before its last bytes go.
    init(
        _ stretch: SourceStretch, digests: BodyDigests, check: WholeCheck, open: @escaping UploadOpening,
        ended: @escaping @Sendable () -> Void, intend: @escaping @Sendable () async throws -> Void
    ) {
        self.stretch = stretch
        self.digests = digests
        self.check = check
        self.open = open
        self.ended = ended
        self.intend = intend
    }

    mutating func openingRequest() -> HTTPRequest { stretch.request() }

    mutating func sourceAnswered(_ head: HTTPResponseHead) throws -> UploadOpening {
        try stretch.checkAnswer(head, after: 0)
        return open
    }

    mutating func sourceContinued(_ head: HTTPResponseHead, at offset: Int64) throws {
        try stretch.checkAnswer(head, after: offset)
    }

    mutating func passed(_ bytes: UnsafeRawBufferPointer) throws {
        guard taken + Int64(bytes.count) <= stretch.length else {
            throw ContentDefect.surplus(taken + Int64(bytes.count) - stretch.length)
        }
        digests.update(bytes)
        try check.passed(bytes, at: stretch.start + taken)
        taken += Int64(bytes.count)
    }

    mutating func sourceEnded(received: Int64, interruption: SourceInterruption?) throws -> SourceStep {
        if let step = try stretch.step(received: received, interruption: interruption) { return step }
        ended()
        return .completeAfter(intend)
    }
}
