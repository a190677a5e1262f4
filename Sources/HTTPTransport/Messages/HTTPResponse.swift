/// Status line and fields of a final (not 1xx) response.
public struct HTTPResponseHead: Sendable, Equatable {
    /// Status code, 200...599.
    public var status: Int
    /// Header fields.
    public var headers: HTTPHeaders

    /// Made by the transport, and by tests.
    public init(status: Int, headers: HTTPHeaders = [:]) {
        self.status = status
        self.headers = headers
    }

    /// 200...299.
    public var isSuccess: Bool { (200..<300).contains(status) }

    /// `ETag` without its quotation marks.
    public var entityTag: String? { headers["ETag"]?.filter { $0 != "\"" } }

    /// `Content-Length` in bytes, where it is a plain non-negative number.
    public var contentLength: Int64? {
        headers["Content-Length"].flatMap { Int64($0) }.flatMap { $0 >= 0 ? $0 : nil }
    }
}

/// A response held in memory as a whole, its size bounded by the exchange's limits.
public struct HTTPResponse: Sendable, Equatable {
    /// Status and fields.
    public var head: HTTPResponseHead
    /// Body bytes, decoded from transfer codings only.
    public var body: [UInt8]

    /// Made by the transport, and by tests.
    public init(head: HTTPResponseHead, body: [UInt8]) {
        self.head = head
        self.body = body
    }
}
