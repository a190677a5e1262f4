public import Failures
import HTTPTransport
import WireFormats

/// Where a bucket is: endpoint, region and how its name stands in URLs.
public struct BucketLocation: Sendable, Equatable {
    /// The provider's particulars.
    public let profile: ProviderProfile
    /// The bucket's name.
    public let bucket: String
    /// Region of the credential scope.
    public let region: String
    /// `https://host[:port]` of requests, bucket included where the addressing wants it there.
    let origin: String
    /// Host field and signed host.
    let host: String
    /// `/bucket` or nothing.
    private let pathPrefix: String

    /// - Parameters:
    ///   - bucket: the bucket's name, checked by the settings.
    ///   - endpoint: absolute URL without path; `nil` takes AWS's endpoint of the region.
    ///   - region: region named by the user; `nil` takes the host's, else the profile's.
    ///   - profile: provider name; `nil` recognises it from the endpoint.
    ///   - addressing: `nil` takes the profile's.
    public init(
        bucket: String, endpoint: String?, region: String?, profile: String?, addressing: Addressing?
    ) throws(Failure) {
        guard endpoint != nil || region != nil else {
            throw Failure(
                "config.no-endpoint", "storage.endpoint and storage.region are both missing",
                remedy: "set storage.endpoint (any S3-compatible server) or storage.region (AWS)",
                disposition: .stop(.configuration))
        }
        let url = endpoint ?? "https://s3.\(region ?? "").amazonaws.com"
        guard let parts = URLParts(url) else {
            throw Failure(
                "config.bad-endpoint", "storage.endpoint is not an http or https URL",
                remedy: "write it as https://host[:port]", disposition: .stop(.configuration))
        }
        let recognised = ProviderProfile.recognise(host: parts.host)
        self.profile = profile.flatMap { ProviderProfile.named($0) } ?? recognised?.profile ?? .generic
        self.bucket = bucket
        self.region = region ?? recognised?.region ?? self.profile.region
        let style = addressing ?? Self.addressing(self.profile, host: parts.host, bucket: bucket, scheme: parts.scheme)
        let bracketed = parts.host.contains(":") ? "[\(parts.host)]" : parts.host
        let name = style == .virtual ? "\(bucket).\(bracketed)" : bracketed
        let isDefaultPort = parts.port == (parts.scheme == "https" ? 443 : 80)
        host = isDefaultPort ? name : "\(name):\(parts.port)"
        origin = "\(parts.scheme)://\(host)"
        pathPrefix = style == .path ? "/\(PercentEncoding.path(bucket))" : ""
    }

    /// Addresses have no subdomains, and a dot in a bucket's name does not fit a wildcard certificate.
    private static func addressing(
        _ profile: ProviderProfile, host: String, bucket: String, scheme: String
    ) -> Addressing {
        let isAddress = host.contains(":") || host.allSatisfy { $0.isNumber || $0 == "." } || host == "localhost"
        if isAddress || (scheme == "https" && bucket.contains(".")) { return .path }
        return profile.addressing
    }

    /// The path of an object on the wire, percent-encoded once.
    func path(of key: String) -> String { "\(pathPrefix)/\(PercentEncoding.path(key))" }

    /// The object's address without any signature; whether it may be read there is the bucket's business.
    public func url(of key: String) -> String { origin + path(of: key) }

    /// The endpoint as told in messages.
    public var endpoint: String { origin }
}
