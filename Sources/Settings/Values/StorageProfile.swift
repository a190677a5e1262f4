/// Storage services whose peculiarities keepreel knows.
public enum StorageProfile: String, Sendable, CaseIterable {
    /// Recognised by the endpoint.
    case auto
    /// A service by its usual name.
    case aws, oss, r2, b2, gcs, minio, ceph, seaweedfs, garage, wasabi, spaces, cos, tos, obs
    /// Only what every service offers.
    case generic
}
