public import Failures

extension BucketLocation {
    /// What the endpoint's host says about itself.
    var recognised: RecognisedHost? { ProviderProfile.recognise(host: base.host, dialect: dialect) }

    /// Where everybody finds the object once the bucket allows it: no signature, no private network.
    ///
    /// - Returns: `nil` where the provider has no such address; ``missingPublicLink`` says what to do.
    public func publicURL(of key: String) -> String? {
        // A domain of the user's own is public by purpose.
        if addressing == .cname { return url(of: key) }
        guard profile.publicLink.form != .none else { return nil }
        let isVirtual = profile.publicLink.form == .virtual && !base.isAddress
        return atPublicHost(addressing: isVirtual ? .virtual : addressing).url(of: key)
    }

    /// Where a signed link leads. OSS's public host does not speak S3 unless it is asked to, which a link cannot.
    var forSignedLinks: BucketLocation {
        profile.compatibilityField == nil ? atPublicHost(addressing: addressing) : self
    }

    private func atPublicHost(addressing: Addressing) -> BucketLocation {
        BucketLocation(
            dialect: dialect, profile: profile, bucket: bucket, region: region, addressing: addressing,
            base: recognised?.publicHost.map { base.at(host: $0) } ?? base)
    }

    /// Why there is no public address.
    public var missingPublicLink: Failure {
        Failure(
            "storage.no-public-link", "\(profile.name) serves no objects to the public under its own address",
            remedy: "bind a domain to the bucket and set links.baseURL to it", disposition: .stop(.configuration))
    }
}
