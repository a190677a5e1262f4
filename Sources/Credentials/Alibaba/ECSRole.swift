import Failures

/// The RAM role of an Alibaba Cloud ECS instance.
struct ECSRole: CredentialProvider {
    func find(in sources: CredentialSources) async throws(Failure) -> Finding {
        guard !sources.isSwitchedOn("ALIBABA_CLOUD_ECS_METADATA_DISABLED") else {
            return .nothing("ALIBABA_CLOUD_ECS_METADATA_DISABLED switches the ECS metadata service off")
        }
        return try await InstanceMetadata(
            dialect: InstanceMetadata.alibaba,
            address: try ServiceAddress(
                sources.endpoints.ecsMetadata, namedBy: "the address of the ECS metadata service"),
            http: sources.http, goesWithoutToken: !sources.isSwitchedOn("ALIBABA_CLOUD_IMDSV1_DISABLED"),
            role: sources.variable("ALIBABA_CLOUD_ECS_METADATA")
        ).find()
    }
}
