/// What is particular about one provider, as data: ``table`` has a row for each, and each claim names its source.
public struct ProviderProfile: Sendable, Equatable {
    /// Name in `storage.profile`.
    public let name: String
    /// The language this row is about.
    public let dialect: Dialect
    /// Endpoint hosts it is recognised by; the first that fits counts.
    let hosts: [EndpointHost]
    /// How requests are addressed unless the user says otherwise.
    public let addressing: Addressing
    /// Region in the credential scope when neither settings nor host name one.
    public let region: String
    /// Which payload forms the servers take.
    public let payload: PayloadRules
    /// The best proof that an upload arrived whole.
    public let proof: ArrivalEvidence
    /// The ETag after a single PUT, and of each part.
    public let singleETag: ETagMeaning
    /// The ETag of an object that went up in parts.
    public let multipartETag: ETagMeaning
    /// How an object is stored only where there is none; `nil`: by HEAD, then PUT.
    public let conditionalWrite: ConditionalWrite?
    /// Sizes of parts and objects.
    public let parts: PartRules
    /// Most bytes a key may have in UTF-8.
    public let keyLimit: Int
    /// What becomes of a canned ACL.
    public let acl: ACLSupport
    /// Where objects can be read without a signature.
    public let publicLink: PublicLink
    /// Whether `Expect: 100-continue` is answered.
    public let expectation: ContinueHabit
    /// How listings are asked for.
    public let listing: ListingRules
    /// A field, `(name, value)`, that asks for the S3 API at hosts that speak another one by default; `nil`: not needed.
    let compatibilityField: HeaderField?
    /// Where each claim is from: section of the object-storage facts, and the tags there.
    public let sources: [ProfileAspect: String]

    /// A field of a request.
    struct HeaderField: Sendable, Equatable {
        let name: String
        let value: String
    }

    /// - Parameter sources: of what is not merely assumed.
    init(
        _ name: String, dialect: Dialect = .s3, hosts: [EndpointHost] = [], _ addressing: Addressing, region: String,
        payload: PayloadRules = PayloadRules(), proof: ArrivalEvidence = .size, singleETag: ETagMeaning = .opaque,
        multipartETag: ETagMeaning = .opaque, conditionalWrite: ConditionalWrite? = nil, parts: PartRules = .standard,
        keyLimit: Int = 1024, acl: ACLSupport = .perObject, publicLink: PublicLink = PublicLink(.asRequested),
        expectation: ContinueHabit = .unknown, listing: ListingRules = ListingRules(),
        compatibilityField: HeaderField? = nil, sources: [ProfileAspect: String]
    ) {
        self.name = name
        self.dialect = dialect
        self.hosts = hosts
        self.addressing = addressing
        self.region = region
        self.payload = payload
        self.proof = proof
        self.singleETag = singleETag
        self.multipartETag = multipartETag
        self.conditionalWrite = conditionalWrite
        self.parts = parts
        self.keyLimit = keyLimit
        self.acl = acl
        self.publicLink = publicLink
        self.expectation = expectation
        self.listing = listing
        self.compatibilityField = compatibilityField
        self.sources = ProfileAspect.assumed.merging(sources) { _, own in own }
    }
}
