/// What was asked of a storage, for the sentences about its refusals.
struct StorageTarget: Sendable {
    var dialect: Dialect
    var bucket: String
    /// `nil` is the bucket itself.
    var key: String?
    var action: StorageAction

    /// `s3://bucket/key`, or `oss://…`.
    var text: String { "\(dialect)://\(bucket)\(key.map { "/\($0)" } ?? "")" }
}
