import Failures

/// The role of an EC2 instance, by version 2 of its metadata service alone.
struct InstanceRole: CredentialProvider {
    private static let endpoint = "AWS_EC2_METADATA_SERVICE_ENDPOINT"
    private static let ipv6Endpoint = "http://[fd00:ec2::254]"

    func find(in sources: CredentialSources) async throws(Failure) -> Finding {
        guard !sources.isSwitchedOn("AWS_EC2_METADATA_DISABLED") else {
            return .nothing("AWS_EC2_METADATA_DISABLED switches the instance metadata service off")
        }
        let isIPv6 = sources.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE")?.lowercased() == "ipv6"
        let usual = isIPv6 ? Self.ipv6Endpoint : sources.endpoints.instanceMetadata
        return try await InstanceMetadata(
            dialect: InstanceMetadata.aws,
            address: try ServiceAddress(sources.variable(Self.endpoint) ?? usual, namedBy: Self.endpoint),
            http: sources.http, goesWithoutToken: false, role: nil
        ).find()
    }
}
