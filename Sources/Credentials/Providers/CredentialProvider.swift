import Failures

/// One source of credentials.
protocol CredentialProvider: Sendable {
    /// - Parameter readFile: Reads a text file by its path; `nil` if there is none.
    /// - Returns: `nil` if this source knows nothing, so that the next is asked.
    /// - Throws: A failure if it knows something unusable.
    func find(
        in sources: CredentialSources, readFile: (_ path: String) throws(Failure) -> String?
    ) throws(Failure) -> AccessKey?
}
