@testable import HTTPTransport

/// A relay handler for tests: uploads to a URL what the source brings, continuing a broken source at its offset.
struct ByteHandler: RelayHandler {
    struct Refused: Error, Equatable { var reason: String }

    var source: String
    var destination: String
    var framing: (any BodyFraming)?
    var wireLength: @Sendable (Int64) -> Int64 = { $0 }
    var expectsContinue = false
    /// What opening the upload waits for.
    var beforeUpload: @Sendable () async throws -> Void = {}
    var whenSourceEnds: @Sendable () -> Void = {}
    /// What the upload's end waits for.
    var beforeEnd: (@Sendable () async throws -> Void)?
    var resumes = 0
    var rejectsAtEnd = false
    var rejectsByteAt: Int64?

    private(set) var total: Int64 = -1
    private(set) var passedBytes: Int64 = 0
    private(set) var sum: UInt64 = 0

    init(source: String, destination: String) {
        self.source = source
        self.destination = destination
    }

    mutating func openingRequest() -> HTTPRequest { HTTPRequest("GET", source) }

    mutating func sourceAnswered(_ head: HTTPResponseHead) throws -> UploadOpening {
        guard let length = head.contentLength else { throw Refused(reason: "no length") }
        total = length
        let upload = Upload(
            request: HTTPRequest("PUT", destination, headers: ["Content-Type": "video/mp4"]),
            wireLength: wireLength(length), framing: framing, expectsContinue: expectsContinue)
        return { [beforeUpload] in
            try await beforeUpload()
            return upload
        }
    }

    mutating func sourceContinued(_ head: HTTPResponseHead, at offset: Int64) throws {
        guard head.headers["Content-Range"] == "bytes \(offset)-\(total - 1)/\(total)" else {
            throw Refused(reason: "wrong range")
        }
    }

    mutating func passed(_ bytes: UnsafeRawBufferPointer) throws {
        passedBytes += Int64(bytes.count)
        for byte in bytes { sum = sum &* 31 &+ UInt64(byte) }
        if let rejectsByteAt, passedBytes > rejectsByteAt { throw Refused(reason: "bad byte") }
    }

    mutating func sourceEnded(received: Int64, interruption: SourceInterruption?) throws -> SourceStep {
        whenSourceEnds()
        if received == total, interruption == nil {
            if rejectsAtEnd { throw Refused(reason: "bad end") }
            return beforeEnd.map { .completeAfter($0) } ?? .complete
        }
        guard resumes > 0 else { throw Refused(reason: "source ended at \(received)") }
        resumes -= 1
        let request = HTTPRequest("GET", source, headers: ["Range": "bytes=\(received)-"])
        return .goOn(request, after: .milliseconds(1))
    }
}

/// Chunks with a visible border, to see the framing on the wire.
struct BracketFraming: BodyFraming {
    let chunkLength: Int
    let suffix = Array("]".utf8)
    mutating func prefix(of chunk: [UnsafeRawBufferPointer]) -> [UInt8] {
        Array("[\(chunk.reduce(0) { $0 + $1.count }):".utf8)
    }
    mutating func end() -> [UInt8] { Array("[end]".utf8) }
}
