public import HTTPTransport

/// Reads from the web piece by piece; written against by whoever does not want a whole body. Tests script it.
public protocol WebReading: Sendable {
    /// Sends a request and gives the response as soon as its head is there.
    func open(_ request: HTTPRequest, segmentLength: Int) async throws(SourceStreamError) -> any WebStream
}

/// A response whose body comes in segments; releasing it drops the connection.
public protocol WebStream: Sendable {
    /// Status and fields.
    var head: HTTPResponseHead { get }
    /// The next bytes; empty at the end.
    func next() async throws(TransportError) -> [UInt8]
}

extension SourceStream: WebStream {}

extension HTTPClient: WebReading {
    /// Links and buckets are the user's own, wherever they are.
    public func open(_ request: HTTPRequest, segmentLength: Int) async throws(SourceStreamError) -> any WebStream {
        try await openStream(request, segmentLength: segmentLength, sourcePolicy: .any)
    }
}
