extension StorageErrorReply {
    /// Codes by which servers say that the bucket is elsewhere (object-storage facts 1.6).
    static let otherPlaceCodes: Set<String> = [
        "AuthorizationHeaderMalformed", "PermanentRedirect", "IllegalLocationConstraintException",
        "AuthorizationQueryParametersError",
    ]

    /// Whether the bucket is in another region or at another endpoint. HEAD says it without a code; OSS says it as
    /// AccessDenied and names the endpoint.
    var meansOtherPlace: Bool {
        guard let code else { return status == 301 || (status == 400 && region != nil) }
        return Self.otherPlaceCodes.contains(code) || (code == StorageRule.accessDenied && endpoint != nil)
    }

    /// Whether the server does not know something the request asks for.
    var meansNotImplemented: Bool { code == "NotImplemented" || (code == nil && status == 501) }

    /// Where the bucket is, as far as the reply tells.
    func place(seenFrom location: BucketLocation) -> BucketLocation? {
        let region = code == StorageRule.accessDenied ? nil : region
        let moved = region.map(location.moved(toRegion:)) ?? location
        // A host that does not name its region says nothing of where another one's is; the reply does.
        guard moved.base == location.base, let there = endpoint.flatMap(moved.moved(toEndpoint:)) else { return moved }
        return there
    }
}

extension StorageErrorReply {
    /// Whether asking for the bucket's region may explain the refusal, which does not tell it.
    var mayMeanOtherRegion: Bool {
        guard region == nil, endpoint == nil else { return false }
        guard let code else { return status == 301 || status == 400 }
        return Self.otherPlaceCodes.contains(code)
    }
}
