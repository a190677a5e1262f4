/// Small request-response exchanges; services are written against this, tests script it.
public protocol HTTPExchanging: Sendable {
    /// Sends the request and returns the whole response, whatever its status.
    ///
    /// - Throws: ``TransportError`` when no whole response arrived within the limits.
    func exchange(_ request: HTTPRequest, limits: ExchangeLimits) async throws(TransportError) -> HTTPResponse
}

/// Bounds of one exchange.
public struct ExchangeLimits: Sendable, Equatable {
    /// Largest response body, in bytes.
    public var responseBytes: Int
    /// Time for the whole exchange; `nil` leaves it to the stall guard, for bodies of any length.
    public var time: Duration?

    /// Time the other side may keep silent, in whole seconds from 1; `nil` leaves it to the stall guard.
    public var silence: Duration?

    /// 1 MiB and 30 seconds unless said otherwise.
    public init(responseBytes: Int = 1 << 20, time: Duration? = .seconds(30), silence: Duration? = nil) {
        self.responseBytes = responseBytes
        self.time = time
        self.silence = silence
    }
}
