/// How the bucket's name is placed in a URL.
public enum Addressing: String, Sendable, CaseIterable {
    /// `https://bucket.host/key`
    case virtual
    /// `https://host/bucket/key`
    case path
    /// `https://host/key`: the host itself stands for the bucket.
    case cname
}
