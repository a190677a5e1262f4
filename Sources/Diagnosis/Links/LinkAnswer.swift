public import HTTPTransport

/// What a browser that knows nothing but the link gets for `Range: bytes=0-1`.
public enum LinkAnswer: Sendable, Equatable {
    /// The last response, after redirects.
    case response(HTTPResponseHead)
    /// A redirect that leads nowhere, from https to http, or on and on.
    case badRedirect(String)
    /// No response.
    case unreachable(TransportError)
}
