/// An exchange that did not end in a whole response.
public struct TransportError: Error, Sendable, Equatable {
    /// What failed, as far as it decides what to do next.
    public enum Kind: Sendable, Equatable {
        /// The host name has no address.
        case nameNotResolved
        /// No connection, or it was refused.
        case notConnected
        /// TLS handshake or certificate check failed.
        case tls
        /// No progress, or no answer, within the bound.
        case timedOut
        /// The connection ended in the middle of a message.
        case broken
        /// The reply is larger than the exchange allows, or not HTTP.
        case badReply
        /// The address may not be contacted (private, loopback, link-local, metadata).
        case addressRefused
        /// URL, header or file that cannot be sent.
        case badRequest
        /// The caller cancelled it.
        case cancelled
    }

    /// What failed, for decisions.
    public var kind: Kind
    /// What libcurl said, without URL query or secrets.
    public var detail: String

    /// Whether no byte of the request can have left, so that the server cannot have acted on it.
    public var isUnsent: Bool

    /// A failure of that kind, in words.
    ///
    /// - Parameter isUnsent: `nil` takes what the kind says of itself.
    public init(_ kind: Kind, _ detail: String, isUnsent: Bool? = nil) {
        self.kind = kind
        self.detail = detail
        self.isUnsent = isUnsent ?? kind.isUnsent
    }
}

extension TransportError.Kind {
    /// Whether a failure of this kind comes before the request, as a rule.
    fileprivate var isUnsent: Bool {
        switch self {
        case .nameNotResolved, .notConnected, .tls, .addressRefused, .badRequest: true
        case .timedOut, .broken, .badReply, .cancelled: false
        }
    }
}
