import Failures

/// A row of the table of refusals: which codes, what they mean and what to do.
struct StorageRule: Sendable {
    /// What the user is told to do, by dialect.
    struct Remedy: Sendable, ExpressibleByStringLiteral {
        var s3: String
        var oss: String

        init(s3: String, oss: String) { (self.s3, self.oss) = (s3, oss) }

        /// The same in both.
        init(stringLiteral text: String) { (s3, oss) = (text, text) }

        func text(_ dialect: Dialect) -> String { dialect == .s3 ? s3 : oss }
    }

    /// Service codes it covers.
    var codes: Set<String>
    /// Code of the failure.
    var area: String
    /// What happened, without what it happened to.
    var says: String
    /// `nil` where it passes by itself.
    var remedy: Remedy?
    var disposition: Disposition
}
