import HTTPTransport

extension BucketLocation {
    /// The same bucket in another region: its scope, and the host where that names the region.
    func moved(toRegion region: String) -> BucketLocation {
        BucketLocation(
            dialect: dialect, profile: profile, bucket: bucket, region: region, addressing: addressing,
            base: base.at(host: host(in: region)))
    }

    private func host(in region: String) -> String {
        guard addressing != .cname, let recognised = recognised else { return base.host }
        if let own = recognised.region { return base.host.replacing(own, with: region, maxReplacements: 1) }
        // A host that serves all regions: `s3.amazonaws.com` beside `s3.{region}.amazonaws.com`.
        let regional = recognised.profile.hosts.map(\.pattern.text).first {
            $0 != base.host && $0.replacing("{region}.", with: "") == base.host
        }
        return regional?.replacing("{region}", with: region) ?? base.host
    }

    /// The same bucket at the endpoint a server names.
    ///
    /// - Parameter named: host or URL, with or without the bucket before it.
    /// - Returns: `nil` for one that is none, or outside the domain of the present endpoint.
    func moved(toEndpoint named: String) -> BucketLocation? {
        let url = named.contains("://") ? named : "\(base.scheme)://\(named)"
        guard addressing != .cname, URLRule.objection(to: url) == nil, var target = Endpoint(url),
            target.isKin(of: base)
        else { return nil }
        if target.host.hasPrefix("\(bucket).") {
            target = target.at(host: String(target.host.dropFirst(bucket.count + 1)))
        }
        // OSS names its native endpoint; the S3 language has a host of its own beside it.
        if dialect == .s3, profile.name == "oss", !target.host.hasPrefix("s3.") {
            target = target.at(host: "s3.\(target.host)")
        }
        let recognised = ProviderProfile.recognise(host: target.host, dialect: dialect)
        let region = Self.region(of: target, recognised, dialect: dialect) ?? region
        return BucketLocation(
            dialect: dialect, profile: profile, bucket: bucket, region: region, addressing: addressing, base: target)
    }
}
