import Failures
import HTTPTransport
import Media
import ObjectStorage

/// The relay of one part: a range of the source into an upload of its own.
struct PartRelay: RelayHandler {
    private var stretch: SourceStretch
    private let check: WholeCheck
    private let open: UploadOpening
    private var taken: Int64 = 0

    /// Of the part's bytes.
    let digests: BodyDigests

    /// - Parameter open: how it comes to its upload.
    init(_ stretch: SourceStretch, digests: BodyDigests, check: WholeCheck, open: @escaping UploadOpening) {
        self.stretch = stretch
        self.digests = digests
        self.check = check
        self.open = open
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
        try stretch.step(received: received, interruption: interruption) ?? .complete
    }
}
