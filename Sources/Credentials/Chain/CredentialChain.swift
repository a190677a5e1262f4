public import Failures
import FoundationEssentials

/// Where the credentials of a bucket are looked for: a list of providers, the first that knows any being taken.
public struct CredentialChain: Sendable {
    let providers: [any CredentialProvider]
    let remedy: String

    /// The order of botocore for `s3://`: environment, the shared files' profile with its roles and programs, container,
    /// instance role.
    ///
    /// - Parameter profile: A profile that was named on purpose. It switches the environment's keys off; `AWS_PROFILE`
    ///   does not, as in botocore.
    public static func s3(profile: String? = nil) -> CredentialChain {
        let environment: [any CredentialProvider] = profile == nil ? [KeyVariables.aws] : []
        return CredentialChain(
            providers: environment + [AWSProfileKeys(profile: profile), ContainerKeys(), InstanceRole()],
            remedy: "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or write them to ~/.aws/credentials and name "
                + "the profile by AWS_PROFILE")
    }

    /// For `oss://`: the variables of the OSS tools, then the default chain of Alibaba Cloud's SDKs with ossutil's file
    /// before those of the other tools.
    public static var oss: CredentialChain {
        CredentialChain(
            providers: [
                KeyVariables.oss, KeyVariables.alibaba, OIDCRole(), OssutilFile(), AliyunCLIFile(),
                AlibabaCredentialsFile(), ECSRole(), CredentialsURI(),
            ],
            remedy: "set OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET, or write them to ~/.ossutilconfig by "
                + "'ossutil config'")
    }

    /// Looks for credentials once.
    ///
    /// - Throws: ``Failures/Failure`` `storage.no-credentials` if nothing is found, with what was looked at;
    ///   another `storage.*` if what is found first is unusable; what `readFile` throws.
    public func resolve(in sources: CredentialSources) async throws(Failure) -> AccessKey {
        var looked: [String] = []
        for provider in providers {
            let finding = try await provider.find(in: sources)
            // A service that could not be asked because of it looks like one that is not there.
            guard !Task.isCancelled else { throw .searchCancelled }
            switch finding {
            case .nothing(let place): looked.append(place)
            case .key(let key):
                guard key.expiresAt.map({ $0 > sources.now() }) ?? true else { throw expired(key) }
                return key
            }
        }
        throw .credentials(
            "storage.no-credentials",
            "no credentials for the bucket were found (\(looked.joined(separator: "; ")))", remedy: remedy)
    }

    private func expired(_ key: AccessKey) -> Failure {
        .credentials(
            "storage.expired-credentials",
            "the credentials from \(key.origin) ended at \(key.expiresAt?.formatted(.iso8601) ?? "an unknown time")",
            remedy: "fetch fresh ones and run keepreel again")
    }
}
