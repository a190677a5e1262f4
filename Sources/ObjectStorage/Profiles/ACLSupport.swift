/// What becomes of the canned ACL in an upload.
public enum ACLSupport: Sendable, Equatable {
    /// It applies to the object.
    case perObject
    /// It has to be that of the bucket, which alone decides.
    case bucketLevel
    /// It is dropped without a word.
    case ignored
    /// It applies to the object, but buckets refuse it unless they are set up for it; new ones are not.
    case refusedByNewBuckets
}
