@testable import HTTPTransport

/// A relay handler for tests: uploads a range of the source, and continues it where it breaks.
struct PartHandler: RelayHandler {
    struct Refused: Error, Equatable { var reason: String }

    let source: String
    let destination: String
    let range: Range<Int64>
    var framing: (any BodyFraming)?
    var wireLength: Int64
    var resumes = 0
    private(set) var taken: Int64 = 0

    init(source: String, destination: String, range: Range<Int64>) {
        self.source = source
        self.destination = destination
        self.range = range
        wireLength = Int64(range.count)
    }

    private func request(from offset: Int64) -> HTTPRequest {
        HTTPRequest(
            "GET", source, headers: ["Range": "bytes=\(range.lowerBound + offset)-\(range.upperBound - 1)"])
    }

    private func check(_ head: HTTPResponseHead, from offset: Int64) throws {
        let wanted = "bytes \(range.lowerBound + offset)-\(range.upperBound - 1)/"
        guard head.status == 206, head.headers["Content-Range"]?.hasPrefix(wanted) == true else {
            throw Refused(reason: "not the range")
        }
    }

    mutating func openingRequest() -> HTTPRequest { request(from: 0) }

    mutating func sourceAnswered(_ head: HTTPResponseHead) throws -> UploadOpening {
        try check(head, from: 0)
        let upload = Upload(request: HTTPRequest("PUT", destination), wireLength: wireLength, framing: framing)
        return { upload }
    }

    mutating func sourceContinued(_ head: HTTPResponseHead, at offset: Int64) throws { try check(head, from: offset) }

    mutating func passed(_ bytes: UnsafeRawBufferPointer) throws {
        taken += Int64(bytes.count)
        guard taken <= range.count else { throw Refused(reason: "more than the range") }
    }

    mutating func sourceEnded(received: Int64, interruption: SourceInterruption?) throws -> SourceStep {
        if received == range.count { return .complete }
        guard resumes > 0 else { throw Refused(reason: "ended at \(received)") }
        resumes -= 1
        return .goOn(request(from: received), after: .zero)
    }
}
