import Digests
import Foundation
import HTTPTransport
import Media
import Simulation

@testable import Archiving
@testable import ObjectStorage

/// Plays the transport for one relay: heads and bytes are fed by hand.
struct RelayFeed {
    static let etag = "\"0123456789ABCDEF0123456789ABCDEF\""

    let file: [UInt8]
    let progress = RelayProgress()
    let check: WholeCheck
    /// Whether the relay has told that every byte came.
    let hasEnded = Flag()
    var relay: VideoRelay
    private(set) var received = 0

    /// - Parameter delay: the wait before a source that broke is asked again.
    init(
        file: [UInt8], partSize: Int64 = 16 << 20, isUrgent: Bool = false, resumes: Int = 3,
        content: ExpectedContent = .video, delay: @escaping @Sendable (Int) -> Duration = { .milliseconds($0) }
    ) throws {
        self.file = file
        check = WholeCheck(ContentCheck(content))
        let plan = VideoRelay.Plan(
            sourceURL: "https://r.example/v.mp4?Signature=s",
            object: ObjectUpload(key: "v.mp4", contentType: "video/mp4"), partSize: partSize, isUrgent: isUrgent,
            patience: SourceStretch.Patience(resumes: resumes, delay: delay))
        let openings = VideoRelay.Openings(
            single: { object, length, _ in Self.upload(object, length, nil) },
            parts: { _, object, parts, _ in Self.upload(object, parts.range(of: 1).upperBound, parts) },
            intend: { _ in })
        let bucket = try Bucket.fixture()
        relay = VideoRelay(
            plan, rules: PartRules.small, digests: bucket.digests(), openings: openings, check: check,
            progress: progress, ended: { [hasEnded] _ in hasEnded.set() })
    }

    /// An upload whose request tells what it was opened for.
    private static func upload(_ object: ObjectUpload, _ length: Int64, _ parts: PartPlan?) -> Upload {
        var headers: HTTPHeaders = ["parts": parts.map { "\($0.count) of \($0.partSize)" } ?? "none"]
        headers["Content-MD5"] = object.contentMD5
        for (name, value) in object.metadata { headers[name] = value }
        return Upload(
            request: HTTPRequest("PUT", "https://s3.example/\(object.key)", headers: headers), wireLength: length)
    }

    /// A valid video of that many bytes.
    static func video(_ bytes: Int64 = 3000) throws -> [UInt8] {
        try VideoBody.generated(bytes: bytes).allBytes()
    }

    /// The true head of a range of the file.
    func head(_ range: Range<Int>, crc64: UInt64? = nil) -> HTTPResponseHead {
        var headers: HTTPHeaders = [
            "Content-Length": String(range.count), "ETag": Self.etag,
            "Content-Range": "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(file.count)",
        ]
        headers["x-oss-hash-crc64ecma"] = String(crc64 ?? Self.crc64(file))
        return HTTPResponseHead(status: 206, headers: headers)
    }

    @discardableResult
    mutating func answer(_ head: HTTPResponseHead) async throws -> Upload { try await relay.sourceAnswered(head)() }

    mutating func resume(_ head: HTTPResponseHead) throws { try relay.sourceContinued(head, at: Int64(received)) }

    /// Passes the next bytes of the file.
    mutating func pass(_ count: Int) throws { try pass(Array(file[received..<received + count])) }

    /// Passes other bytes.
    mutating func pass(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { try relay.passed($0) }
        received += bytes.count
    }

    mutating func end(_ interruption: SourceInterruption? = nil) throws -> SourceStep {
        try relay.sourceEnded(received: Int64(received), interruption: interruption)
    }

    /// In lower-case hex.
    static func md5(_ bytes: [UInt8]) -> String {
        var digest = MD5()
        bytes.withUnsafeBytes { digest.update($0) }
        return hex(digest.finalize())
    }

    /// As `Content-MD5` has it.
    static func base64MD5(_ bytes: [UInt8]) -> String {
        var digest = MD5()
        bytes.withUnsafeBytes { digest.update($0) }
        return Data(digest.finalize()).base64EncodedString()
    }

    static func crc64(_ bytes: [UInt8]) -> UInt64 {
        var crc = CRC64(.xz)
        bytes.withUnsafeBytes { crc.update($0) }
        return crc.value
    }
}

extension SourceStep {
    var isComplete: Bool {
        switch self {
        case .complete, .completeAfter: true
        case .goOn: false
        }
    }

    /// The request it goes on with.
    var request: HTTPRequest? {
        if case .goOn(let request, _) = self { request } else { nil }
    }

    /// The wait before that.
    var delay: Duration? {
        if case .goOn(_, let delay) = self { delay } else { nil }
    }
}

extension SourceInterruption {
    static let broken = SourceInterruption.transport(TransportError(.broken, "the connection broke"))

    static func refused(_ status: Int, ec: String? = nil) -> SourceInterruption {
        var headers: HTTPHeaders = [:]
        headers["x-oss-ec"] = ec
        return .refused(HTTPResponse(head: HTTPResponseHead(status: status, headers: headers), body: []))
    }
}

extension PartRules {
    /// Parts of any size.
    static let small: PartRules = {
        var rules = PartRules.standard
        rules.minimum = 1
        return rules
    }()
}
