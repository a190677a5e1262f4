public import Failures

/// Finds the credentials of a bucket: a list of providers, the first that knows any being taken.
public enum CredentialChain {
    private static let s3: [any CredentialProvider] = [EnvironmentKeys(), SharedFiles()]

    /// The access key for `s3://`, looked for as the AWS SDKs do: environment, then the shared files.
    ///
    /// - Parameters:
    ///   - environment: Environment variables.
    ///   - homeDirectory: Absolute path that `~` stands for.
    ///   - profile: A profile that was named on purpose. It switches the environment's keys off; `AWS_PROFILE` does
    ///     not, as in botocore.
    ///   - readFile: Reads a text file by its path; `nil` if there is none.
    /// - Throws: ``Failures/Failure`` `storage.no-credentials` if nothing is found; `storage.half-credentials`,
    ///   `storage.bad-credentials` or `storage.unknown-profile` if what is found is unusable; what `readFile` throws.
    public static func resolveS3(
        environment: [String: String], homeDirectory: String, profile: String? = nil,
        readFile: (_ path: String) throws(Failure) -> String?
    ) throws(Failure) -> AccessKey {
        let sources = CredentialSources(environment: environment, homeDirectory: homeDirectory, profile: profile)
        for provider in s3 {
            if let key = try provider.find(in: sources, readFile: readFile) { return key }
        }
        throw Failure(
            "storage.no-credentials", "no credentials for the bucket were found",
            remedy: "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or write them to ~/.aws/credentials and name "
                + "the profile by AWS_PROFILE",
            disposition: .stop(.credentials))
    }
}
