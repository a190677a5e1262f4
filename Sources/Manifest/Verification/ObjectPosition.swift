/// A place in the order of archived objects by their keys.
public struct ObjectPosition: Sendable, Equatable {
    /// Key in the bucket.
    let objectKey: String
    /// Tells several videos under one key apart.
    let number: Int64
}
