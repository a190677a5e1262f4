@testable import ObjectStorage

extension BucketLocation {
    /// The same bucket, which takes parts from so many bytes on.
    func withParts(from minimum: Int64) -> BucketLocation {
        var parts = profile.parts
        parts.minimum = minimum
        let profile = ProviderProfile(
            profile.name, dialect: profile.dialect, hosts: profile.hosts, profile.addressing, region: profile.region,
            payload: profile.payload, proof: profile.proof, singleETag: profile.singleETag,
            multipartETag: profile.multipartETag, conditionalWrite: profile.conditionalWrite, parts: parts,
            keyLimit: profile.keyLimit, acl: profile.acl, publicLink: profile.publicLink,
            expectation: profile.expectation, listing: profile.listing,
            compatibilityField: profile.compatibilityField, sources: profile.sources)
        return BucketLocation(
            dialect: dialect, profile: profile, bucket: bucket, region: region, addressing: addressing, base: base)
    }
}
