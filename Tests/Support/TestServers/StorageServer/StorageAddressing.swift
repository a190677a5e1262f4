/// How a bucket stands in a URL, named as in the settings.
public enum StorageAddressing: String, Sendable {
    /// `https://bucket.host/key`.
    case virtual
    /// `https://host/bucket/key`.
    case path
}
