/// What was asked of a storage, for the sentences about its refusals.
struct StorageTarget: Sendable {
    var dialect: Dialect
    var bucket: String
    /// `nil` is the bucket itself.
    var key: String?
    var action: StorageAction
    /// Statuses that say that an object exists, because the request was to replace none.
    var existenceStatuses: Set<Int> = []

    /// `s3://bucket/key`, or `oss://…`.
    var text: String { "\(dialect)://\(bucket)\(key.map { "/\($0)" } ?? "")" }
}
