public import Failures

/// A bucket and a place in it, from `s3://bucket/prefix` or `oss://bucket/prefix`.
public struct StorageLocation: Sendable, Hashable {
    /// The protocol the bucket speaks.
    public let dialect: StorageDialect
    /// The bucket's name.
    public let bucket: String
    /// What every object key begins with, without slashes around it; may be empty.
    public let prefix: String

    static let expected = "s3://bucket/prefix or oss://bucket/prefix"

    /// - Throws: ``Failures/Failure`` `config.value`.
    public init(_ text: String) throws(Failure) {
        do {
            try self.init(parsing: text)
        } catch {
            throw error.failure(about: text, expected: Self.expected)
        }
    }

    init(parsing text: String) throws(ValueMistake) {
        guard let schemeEnd = text.firstRange(of: "://") else { throw ValueMistake("is no storage URL") }
        guard let dialect = StorageDialect(rawValue: text[..<schemeEnd.lowerBound].lowercased()) else {
            throw ValueMistake(
                "is no storage URL", remedy: "write \(Self.expected) and the service's host into storage.endpoint")
        }
        let rest = text[schemeEnd.upperBound...]
        guard !rest.contains("@") else {
            throw ValueMistake("holds credentials", remedy: "write \(Self.expected) and give the keys by environment")
        }
        let bucketEnd = rest.firstIndex(of: "/") ?? rest.endIndex
        try BucketName.check(rest[..<bucketEnd], dialect: dialect)
        let path = rest[bucketEnd...].dropFirst()
        let prefix = path.hasSuffix("/") ? path.dropLast() : path
        guard !prefix.contains(where: { $0 == "?" || $0 == "#" }) else {
            throw ValueMistake("holds a query or fragment", remedy: "leave out everything from the ? or # on")
        }
        if !prefix.isEmpty { try ObjectKeyRules.check(prefix, named: "prefix", longest: dialect.longestKey) }
        self.dialect = dialect
        self.bucket = String(rest[..<bucketEnd])
        self.prefix = String(prefix)
    }
}

extension StorageLocation: CustomStringConvertible {
    /// The location as it is written in the settings.
    public var description: String { "\(dialect.rawValue)://\(bucket)\(prefix.isEmpty ? "" : "/\(prefix)")" }
}
