import Failures

/// One source of credentials.
protocol CredentialProvider: Sendable {
    /// - Throws: A failure if the source knows something unusable, so that the next is not asked.
    func find(in sources: CredentialSources) async throws(Failure) -> Finding
}

/// What one source knows.
enum Finding {
    case key(AccessKey)
    /// Nothing, and where that was seen, e.g. `AWS_ACCESS_KEY_ID is not set`.
    case nothing(String)
}
