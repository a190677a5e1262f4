public import Failures
import HTTPTransport
import WireFormats

/// Where a bucket is: endpoint, region and how its name stands in URLs.
public struct BucketLocation: Sendable, Equatable {
    /// The language it is spoken to in.
    public let dialect: Dialect
    /// The provider's particulars.
    public let profile: ProviderProfile
    /// The bucket's name.
    public let bucket: String
    /// Region of the credential scope.
    public let region: String
    /// The bucket's place in URLs.
    public let addressing: Addressing
    /// Endpoint without the bucket.
    let base: Endpoint
    /// Host field and signed host.
    let host: String

    /// - Parameters:
    ///   - bucket: the bucket's name, checked by the settings.
    ///   - endpoint: absolute URL without path; `nil` takes the provider's endpoint of the region.
    ///   - region: region named by the user; `nil` takes the host's, else the profile's.
    ///   - profile: provider name; `nil` recognises it from the endpoint.
    ///   - addressing: `nil` takes the profile's.
    ///   - dialect: the language of the endpoint.
    public init(
        bucket: String, endpoint: String?, region: String?, profile: String?, addressing: Addressing?,
        dialect: Dialect = .s3
    ) throws(Failure) {
        let named = profile.flatMap { ProviderProfile.named($0, dialect: dialect) }
        let region = region.map { Self.bare(region: $0) }
        guard let url = endpoint ?? Self.defaultEndpoint(region: region, profile: named, dialect: dialect) else {
            throw Failure(
                "config.no-endpoint", "storage.endpoint is missing, and storage.region alone does not say it",
                remedy: "set storage.endpoint (any server), or storage.region (AWS and Alibaba OSS)",
                disposition: .stop(.configuration))
        }
        guard let base = Endpoint(url) else {
            throw Failure(
                "config.bad-endpoint", "storage.endpoint is not an http or https URL",
                remedy: "write it as https://host[:port]", disposition: .stop(.configuration))
        }
        let recognised = ProviderProfile.recognise(host: base.host, dialect: dialect)
        let profile = named ?? recognised?.profile ?? ProviderProfile.unrecognised(dialect: dialect)
        let scope = region ?? Self.region(of: base, recognised, dialect: dialect)
        guard dialect == .s3 || scope != nil else {
            throw Failure(
                "config.no-region", "storage.endpoint does not tell the bucket's region",
                remedy: "set storage.region to the bucket's own, such as cn-hangzhou",
                disposition: .stop(.configuration))
        }
        self.init(
            dialect: dialect, profile: profile, bucket: bucket, region: scope ?? profile.region,
            addressing: addressing ?? Self.addressing(profile, base: base, bucket: bucket), base: base)
    }

    init(
        dialect: Dialect, profile: ProviderProfile, bucket: String, region: String, addressing: Addressing,
        base: Endpoint
    ) {
        self.dialect = dialect
        self.profile = profile
        self.bucket = bucket
        self.region = region
        self.addressing = addressing
        self.base = base
        host = addressing == .virtual ? "\(bucket).\(base.hostField)" : base.hostField
    }

    /// The region a host names. A host that is known to name none has none.
    static func region(of base: Endpoint, _ recognised: RecognisedHost?, dialect: Dialect) -> String? {
        if let recognised { return recognised.region }
        return dialect == .oss ? base.ossRegion : nil
    }

    /// OSS's regions are named with the `oss-` of their hosts in places; signatures want them without.
    private static func bare(region: String) -> String {
        region.hasPrefix("oss-") ? String(region.dropFirst("oss-".count)) : region
    }

    /// `nil` where the region does not say where the provider's server is.
    private static func defaultEndpoint(region: String?, profile: ProviderProfile?, dialect: Dialect) -> String? {
        guard let region else { return nil }
        if dialect == .oss { return "https://oss-\(region).aliyuncs.com" }
        switch profile?.name {
        case nil, "aws": return "https://s3.\(region).amazonaws.com"
        case "oss": return "https://s3.oss-\(region).aliyuncs.com"
        default: return nil
        }
    }

    /// Addresses have no subdomains, and a dot in a bucket's name does not fit a wildcard certificate.
    private static func addressing(_ profile: ProviderProfile, base: Endpoint, bucket: String) -> Addressing {
        base.isAddress || (base.scheme == "https" && bucket.contains(".")) ? .path : profile.addressing
    }

    /// `https://host[:port]` of requests, bucket included where the addressing wants it there.
    var origin: String { "\(base.scheme)://\(host)" }

    /// The path of an object, or of the bucket itself, on the wire; percent-encoded once.
    func path(of key: String?) -> String {
        let prefix = addressing == .path ? "/\(PercentEncoding.path(bucket))" : ""
        guard let key else { return prefix.isEmpty ? "/" : prefix }
        return "\(prefix)/\(PercentEncoding.path(key))"
    }

    /// What OSS signs in place of the path: the bucket stands in it whatever the addressing.
    func resource(of key: String?) -> String { "/\(bucket)/\(PercentEncoding.path(key ?? ""))" }

    /// The object's address without any signature; whether it may be read there is the bucket's business.
    public func url(of key: String) -> String { origin + path(of: key) }

    /// The endpoint as told in messages.
    public var endpoint: String { origin }
}
