import HTTPTransport
import ObjectStorage
import Redaction
import RequestSigning
import Synchronization

/// A bucket with as many videos of keepreel's as are asked for, which exist only in its replies.
final class ManyObjects: HTTPExchanging {
    /// What is answered instead, by the number of the object that is asked for or that a page begins with.
    typealias Fault = @Sendable (_ method: String, _ number: Int) -> HTTPResponse?

    private struct State {
        var fault: Fault = { _, _ in nil }
        var heads: [Int] = []
        var pages: [Int] = []
        var takesAnyMarker = true
    }

    private let count: Int
    private let state = Mutex(State())

    static let pageLength = 1000
    static let size: Int64 = 5_000_000

    init(_ count: Int) { self.count = count }

    /// Objects that were asked for, by number.
    var heads: [Int] { state.withLock { $0.heads } }

    /// Pages that were asked for, by the number of the first object on each.
    var pages: [Int] { state.withLock { $0.pages } }

    /// From now on a list begins at the front, unless it goes on behind a key that was listed.
    func takeNoOtherMarkers() { state.withLock { $0.takesAnyMarker = false } }

    func inject(_ fault: @escaping Fault) { state.withLock { $0.fault = fault } }

    func forgetRequests() { state.withLock { $0.heads = [] } }

    static func key(_ number: Int) -> String { "clips/\(String(1_000_000 + number).dropFirst()).mp4" }

    func bucket(retries: Int = 0) throws -> Bucket {
        Bucket(
            location: try BucketLocation(
                bucket: "videos", endpoint: "https://s3.example", region: "r", profile: nil, addressing: nil),
            credentials: FixedCredentials(SigningCredentials(accessKeyID: "AK", secretAccessKey: Secret("secret"))),
            http: self, retries: retries, backoff: { _ in .zero }, now: { 1_700_000_000 })
    }

    func exchange(_ request: HTTPRequest, limits: ExchangeLimits) async throws(TransportError) -> HTTPResponse {
        if request.method == "HEAD" {
            let number = request.url.split(separator: "/").last.flatMap { Int($0.prefix(6)) } ?? 0
            let fault = state.withLock { state in
                state.heads.append(number)
                return state.fault
            }
            return fault("HEAD", number) ?? head(number)
        }
        // A server of no known provider is asked for what comes behind the last key.
        let marker = request.url.split(separator: "marker=clips%2F").dropFirst().first
        let isListed = marker?.dropFirst(6).hasPrefix(".mp4") ?? false
        let number = marker.flatMap { Int($0.prefix(6)) } ?? 0
        let start = state.withLock { state in
            let start = isListed ? number + 1 : state.takesAnyMarker ? number : 0
            state.pages.append(start)
            return start
        }
        return state.withLock { $0.fault }("GET", start) ?? page(start)
    }

    private func head(_ number: Int) -> HTTPResponse {
        let headers: HTTPHeaders = [
            "Content-Length": String(Self.size), "Content-Type": "video/mp4", "ETag": "\"etag-\(number)\"",
            "x-amz-meta-task-id": "task-\(number)", "x-amz-meta-index": "0", "x-amz-meta-model": "wan",
            "x-amz-meta-ended-at": "2023-11-01T00:00:00Z", "x-amz-meta-crc64": "18446744073709551615",
            "x-amz-meta-upload-token": "token-\(number)",
        ]
        return HTTPResponse(head: HTTPResponseHead(status: 200, headers: headers), body: [])
    }

    private func page(_ start: Int) -> HTTPResponse {
        let end = min(count, start + Self.pageLength)
        var xml = "<ListBucketResult><IsTruncated>\(end < count)</IsTruncated>"
        for number in start..<end {
            xml += """
                <Contents><Key>\(Self.key(number))</Key><Size>\(Self.size)</Size><ETag>"etag-\(number)"</ETag>\
                <LastModified>2023-11-02T00:00:00.000Z</LastModified></Contents>
                """
        }
        return HTTPResponse(head: HTTPResponseHead(status: 200), body: Array("\(xml)</ListBucketResult>".utf8))
    }
}

extension HTTPResponse {
    /// A refusal as S3 words it.
    static func refusal(_ status: Int, _ code: String) -> HTTPResponse {
        HTTPResponse(
            head: HTTPResponseHead(status: status), body: Array("<Error><Code>\(code)</Code></Error>".utf8))
    }
}
