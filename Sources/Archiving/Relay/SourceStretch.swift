import Failures
import HTTPTransport

/// Reads one stretch of the source, and goes on where the source breaks.
struct SourceStretch {
    /// How a source that breaks is gone on with.
    struct Patience: Sendable {
        /// How often the rest is asked for.
        var resumes: Int
        var delay: @Sendable (_ attempt: Int) -> Duration
    }

    let url: String
    /// Its first byte.
    let start: Int64
    /// Bytes of it.
    let length: Int64
    /// The source's ETag and length: everything has to come from this very content.
    let etag: String?
    let total: Int64
    private let patience: Patience
    private var resumesUsed = 0
    private var lastEnd: Int64 = 0

    init(url: String, start: Int64, length: Int64, etag: String?, total: Int64, patience: Patience) {
        self.url = url
        self.start = start
        self.length = length
        self.etag = etag
        self.total = total
        self.patience = patience
    }

    /// No Authorization, no Content-Type, no `x-oss-*` field, no HEAD: each would break the URL's V1 signature.
    static func request(_ url: String, range: String?, etag: String? = nil) -> HTTPRequest {
        var headers: HTTPHeaders = [:]
        headers["Range"] = range.map { "bytes=\($0)" }
        headers["If-Match"] = etag
        return HTTPRequest("GET", url, headers: headers)
    }

    /// Asks for what follows the bytes that came.
    func request(after received: Int64 = 0) -> HTTPRequest {
        Self.request(url, range: "\(start + received)-\(start + length - 1)", etag: etag)
    }

    /// - Throws: ``Failure`` unless the answer begins right behind the bytes that came.
    func checkAnswer(_ head: HTTPResponseHead, after received: Int64) throws(Failure) {
        let range = head.status == 206 ? ContentRange(head.headers["Content-Range"]) : nil
        if let range, range.total != total {
            throw Failure(
                "source.changed", "the source has \(range.total) bytes now, and had \(total)",
                disposition: .refuseContent)
        }
        guard range?.first == start + received else {
            throw Failure(
                "source.not-continued", "the source does not continue at byte \(start + received)",
                disposition: .retry())
        }
    }

    /// What follows after a response ended; `nil` when every byte is here, however the connection ended after the last.
    mutating func step(received: Int64, interruption: SourceInterruption?) throws(Failure) -> SourceStep? {
        if received == length { return nil }
        if interruption == nil, received > lastEnd {
            lastEnd = received
            return .goOn(request(after: received), after: .zero)
        }
        let reason = try SourceFailure.interruption(interruption, at: start + received, of: total)
        guard resumesUsed < patience.resumes else { throw reason }
        resumesUsed += 1
        lastEnd = received
        return .goOn(request(after: received), after: patience.delay(resumesUsed))
    }
}
