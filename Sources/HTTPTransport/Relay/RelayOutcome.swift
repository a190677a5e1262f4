/// The end of a relay: the handler with what it learnt, and the result.
public struct RelayOutcome<Handler: RelayHandler>: Sendable {
    /// As the relay left it.
    public var handler: Handler
    /// The destination's 2xx response, which came after every byte was sent.
    public var result: Result<HTTPResponse, RelayError>
    /// What the destination made of ``Upload/expectsContinue``.
    public var continueAnswer: ContinueAnswer
}

/// Why a relay delivered nothing. In every case the destination was left without the end of its body.
public enum RelayError: Error, Sendable {
    /// The source's connection failed and was not continued.
    case source(TransportError)
    /// The source answered something else than 2xx; the body is cut at 64 KiB.
    case sourceRefused(HTTPResponse)
    /// The destination's connection failed; whether it stored the body is known only if the end was never sent.
    case destination(TransportError, bodyWasReleased: Bool)
    /// The destination answered something else than 2xx.
    case destinationRefused(HTTPResponse)
    /// The handler refused, or the upload could not be opened.
    case rejected(any Error)
    case cancelled
}
