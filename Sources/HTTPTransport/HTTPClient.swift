/// HTTP over libcurl: small exchanges, relays and streams, all on one thread, with connections kept for the next request.
public final class HTTPClient: HTTPExchanging {
    private let loop: TransferLoop

    /// Starts the client's thread; it ends, and what is under way with it, when the client is released.
    ///
    /// - Throws: ``TransportError`` of kind `badRequest` if libcurl or a thread cannot be had.
    public init(_ options: TransportOptions = TransportOptions()) throws(TransportError) {
        loop = try TransferLoop(options: options)
    }

    /// Sends the request and returns the whole response, whatever its status. Redirects are not followed.
    ///
    /// - Throws: ``TransportError``; of kind `cancelled` when the task was cancelled.
    public func exchange(
        _ request: HTTPRequest, limits: ExchangeLimits = ExchangeLimits()
    ) async throws(TransportError) -> HTTPResponse {
        let cancelled = Result<HTTPResponse, TransportError>.failure(
            TransportError(.cancelled, "cancelled", isUnsent: true))
        return try await loop.run(cancelled: cancelled) { core, operation, finish in
            ExchangeTransfer(core: core, operation: operation, limits: limits, completion: finish).start(request)
        }.get()
    }

    /// Streams a source response into an upload without holding it: source -> bounded ring -> destination.
    ///
    /// - Parameters:
    ///   - handler: decides about this relay while its bytes pass; it is given back with what it learnt.
    ///   - progress: counters to watch the relay by.
    ///   - sourcePolicy: addresses the source may be fetched from.
    /// - Returns: the handler and the destination's 2xx response, or why there is none.
    public func relay<Handler: RelayHandler>(
        _ handler: Handler, progress: RelayProgress, sourcePolicy: AddressPolicy = .publicOnly
    ) async -> RelayOutcome<Handler> {
        let cancelled = RelayOutcome(handler: handler, result: .failure(.cancelled), continueAnswer: .notAsked)
        return await loop.run(cancelled: cancelled) { core, operation, finish in
            RelayTransfer(
                core: core, operation: operation, handler: handler, progress: progress, sourcePolicy: sourcePolicy,
                completion: finish
            ).start()
        }
    }

    /// Opens a source whose body is to be taken in segments, and returns once its head is there.
    ///
    /// - Parameters:
    ///   - segmentLength: bytes of every segment but the last, from 1; also what the stream holds in memory.
    ///   - sourcePolicy: addresses the source may be fetched from.
    /// - Throws: ``SourceStreamError`` unless the source answers 2xx.
    public func openStream(
        _ request: HTTPRequest, segmentLength: Int, sourcePolicy: AddressPolicy = .publicOnly
    ) async throws(SourceStreamError) -> SourceStream {
        typealias Opened = Result<(head: HTTPResponseHead, operation: UInt64), SourceStreamError>
        let cancelled = Opened.failure(.transport(TransportError(.cancelled, "cancelled", isUnsent: true)))
        let opened = try await loop.run(cancelled: cancelled) { core, operation, finish in
            StreamTransfer(core: core, operation: operation, segmentLength: segmentLength) {
                finish($0.map { ($0, operation) })
            }.start(request, sourcePolicy: sourcePolicy)
        }.get()
        return SourceStream(head: opened.head, segmentLength: segmentLength, loop: loop, operation: opened.operation)
    }
}
