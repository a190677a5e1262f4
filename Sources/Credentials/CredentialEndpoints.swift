/// Where the services are that give keys out, as far as no variable of their own vendors' tools says so.
public struct CredentialEndpoints: Sendable {
    /// Metadata of an EC2 instance; `AWS_EC2_METADATA_SERVICE_ENDPOINT` wins.
    public var instanceMetadata = "http://169.254.169.254"
    /// What `AWS_CONTAINER_CREDENTIALS_RELATIVE_URI` is relative to.
    public var container = "http://169.254.170.2"
    /// Metadata of an Alibaba Cloud ECS instance.
    public var ecsMetadata = "http://100.100.100.200"
    /// Alibaba Cloud's token service; `nil` takes the host that `ALIBABA_CLOUD_STS_REGION` and
    /// `ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED` ask for.
    public var alibabaTokenService: String?

    /// The services' own addresses.
    public init() {}
}
