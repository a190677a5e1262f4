import Failures

/// Where AWS STS is asked, and for which region.
struct AWSTokenEndpoint {
    let address: ServiceAddress
    let region: String

    /// - Parameter profile: what the files say of the profile in use.
    init(sources: CredentialSources, profile: [String: String]) throws(Failure) {
        let region = sources.variable("AWS_REGION") ?? sources.variable("AWS_DEFAULT_REGION") ?? profile["region"]
        if let region, !region.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }) {
            throw .credentials(
                "storage.bad-profile", "'\(ServiceText.shown(region))' is no AWS region",
                remedy: "set AWS_REGION or the profile's region to one like eu-central-1")
        }
        self.region = region ?? "us-east-1"
        for name in ["AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL"] {
            guard let url = sources.variable(name) else { continue }
            address = try ServiceAddress(url, namedBy: name)
            return
        }
        if let url = profile["endpoint_url"] {
            address = try ServiceAddress(url, namedBy: "endpoint_url of the AWS profile")
        } else {
            address = try ServiceAddress(Self.url(region), namedBy: "the address of the token service")
        }
    }

    /// The service of the region; without one, that of all regions.
    private static func url(_ region: String?) -> String {
        guard let region else { return "https://sts.amazonaws.com" }
        let domain = region.hasPrefix("cn-") ? "amazonaws.com.cn" : "amazonaws.com"
        return "https://sts.\(region).\(domain)"
    }
}
