import FoundationEssentials
public import HTTPTransport
import Redaction
import WireFormats
import XMLReading

/// What a storage server says when it refuses: `<Error><Code/><Message/>…</Error>`, or nothing of the kind (HEAD,
/// proxies).
public struct StorageErrorReply: Sendable, Equatable {
    /// HTTP status code.
    public let status: Int
    /// `<Code>`, e.g. `AccessDenied`.
    public let code: String?
    /// `<Message>`, cut to a line's length.
    public let message: String?
    /// `<Region>` of the error, or the header `x-amz-bucket-region`.
    public let region: String?
    /// `<Endpoint>` the bucket is to be asked at.
    public let endpoint: String?
    /// The server's id of the request, for its support.
    public let requestID: String?
    /// OSS's stable error number (`<EC>` or `x-oss-ec`).
    public let ossCode: String?
    /// Unix seconds of the reply's `Date`.
    public let serverTime: Int64?
    /// Scheme and host of `Location`, where a redirect names one.
    let redirect: String?
    /// The wait the reply asks for.
    let retryAfter: Duration?

    /// Reads status, headers and XML body; what is missing or unreadable is `nil`.
    public init(_ response: HTTPResponse) {
        let headers = response.head.headers
        // A HEAD has no body, so that OSS sends it in a field.
        let body = response.body.isEmpty ? headers["x-oss-err"].map(Self.decoded) : response.body
        let root = try? XMLElement(parsing: body ?? [])
        let error = root.flatMap { $0.name == "Error" ? $0 : nil }
        status = response.head.status
        code = error?["Code"].flatMap(Self.oneLine)
        message = error?["Message"].flatMap(Self.oneLine)
        region = (error?["Region"] ?? headers["x-amz-bucket-region"]).flatMap(Self.regionName)
        endpoint = error?["Endpoint"].flatMap(Self.oneLine)
        let requestID = error?["RequestId"] ?? headers["x-amz-request-id"] ?? headers["x-oss-request-id"]
        self.requestID = requestID.flatMap(Self.oneLine)
        ossCode = (headers["x-oss-ec"] ?? error?["EC"]).flatMap(Self.oneLine)
        serverTime = headers["Date"].flatMap(HTTPDate.unixSeconds)
        redirect = headers["Location"].flatMap { Endpoint($0) }.map { "\($0.scheme)://\($0.hostField)" }
        retryAfter = Self.wait(headers)
    }

    private static func decoded(_ base64: String) -> [UInt8] { Data(base64Encoded: base64).map(Array.init) ?? [] }

    /// `Retry-After` in seconds (RFC 9110, 10.2.3; its other form, a date, is not used by storage servers), and in
    /// milliseconds `x-amz-retry-after` of AWS and `x-oss-qos-delay-time` of OSS.
    private static func wait(_ headers: HTTPHeaders) -> Duration? {
        func number(_ name: String) -> Int64? { headers[name].flatMap { Int64($0) }.flatMap { $0 >= 0 ? $0 : nil } }
        let milliseconds = number("x-amz-retry-after") ?? number("x-oss-qos-delay-time")
        let wait = milliseconds.map { Duration.milliseconds($0) } ?? number("Retry-After").map { .seconds($0) }
        return wait.map { min($0, longestWait) }
    }

    /// More than this is not waited for at a server's word.
    private static let longestWait = Duration.seconds(60)

    /// A region becomes part of a host name, to which signed requests go.
    private static func regionName(_ text: String) -> String? {
        let isName = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        return isName && (1...64).contains(text.utf8.count) ? text : nil
    }

    /// Printable characters of the first 300; `nil` for none. Server texts go to people's terminals.
    private static func oneLine(_ text: String) -> String? {
        let text = redactedText(String(text.unicodeScalars.prefix(4000)))
        let line = printable(String(text.unicodeScalars.prefix(300)))
        return line.allSatisfy { $0 == " " } ? nil : line
    }

    /// `AccessDenied (HTTP 403): message (request …)`, without the period at the end of the message.
    var summary: String {
        var text = code.map { "\($0) (HTTP \(status))" } ?? "HTTP \(status)"
        if let message { text += ": \(message.hasSuffix(".") ? String(message.dropLast()) : message)" }
        if let ossCode { text += " [EC \(ossCode)]" }
        if let requestID { text += " (request \(requestID))" }
        return text
    }
}
