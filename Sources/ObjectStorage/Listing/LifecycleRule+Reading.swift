import XMLReading

extension LifecycleRule {
    /// Reads a `Rule` (Amazon S3 API Reference, "GetBucketLifecycleConfiguration"; Alibaba Cloud OSS,
    /// "GetBucketLifecycle", where uploads end by `AbortMultipartUpload/Days`).
    init(_ rule: XMLElement) {
        let filter = rule.all("Filter").first
        let both = filter?.all("And").first
        id = rule["ID"]
        prefix = rule["Prefix"] ?? filter?["Prefix"] ?? both?["Prefix"] ?? ""
        isEnabled = rule["Status"] == "Enabled"
        let places = [rule, filter, both].compactMap { $0 }
        isSelective = places.contains { place in
            place.children.contains { ["Tag", "ObjectSizeGreaterThan", "ObjectSizeLessThan", "Not"].contains($0.name) }
        }
        let expiration = rule.all("Expiration").first
        expirationDays = expiration?["Days"].flatMap { Int($0) }
        // `ExpiredObjectDeleteMarker` alone removes no object.
        expiresObjects = ["Days", "Date", "CreatedBeforeDate"].contains { expiration?[$0] != nil }
        let abort = rule.all("AbortIncompleteMultipartUpload").first ?? rule.all("AbortMultipartUpload").first
        abortDays = (abort?["DaysAfterInitiation"] ?? abort?["Days"]).flatMap { Int($0) }
    }
}
