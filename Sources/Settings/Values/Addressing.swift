/// Where the bucket stands in a request's URL.
public enum Addressing: String, Sendable, CaseIterable {
    /// As the storage profile prefers.
    case auto
    /// First label of the host.
    case virtual
    /// First segment of the path.
    case path
    /// Nowhere: the endpoint is a domain bound to the bucket.
    case cname
}
