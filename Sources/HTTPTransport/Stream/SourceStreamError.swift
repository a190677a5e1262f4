/// Why there is no stream of a source.
public enum SourceStreamError: Error, Sendable {
    /// The connection failed before the head of the response was there; of kind `cancelled` when the task was cancelled.
    case transport(TransportError)
    /// The source answered something else than 2xx; the body is cut at 64 KiB.
    case refused(HTTPResponse)
}
