/// What a profile makes a claim about; each claim has its source.
public enum ProfileAspect: String, Sendable, CaseIterable {
    /// Endpoint hosts.
    case hosts
    /// Addressing.
    case addressing
    /// Region of the credential scope.
    case region
    /// Payload forms.
    case payload
    /// Proof of arrival and meaning of ETags.
    case proof
    /// Conditional write.
    case conditionalWrite
    /// Part rules.
    case parts
    /// Length of keys.
    case keyLength
    /// ACLs.
    case acl
    /// Public link.
    case publicLink
    /// `Expect: 100-continue`.
    case expectation
    /// Listings.
    case listing

    /// Sources of what is taken for granted where nothing is known of a provider.
    static let assumed: [ProfileAspect: String] = [
        .hosts: "none: servers of the user's own",
        .addressing: "6.1, 5.3",
        .region: "6.1",
        .payload: "0 and 2.3: raw bodies go everywhere, framed ones do not",
        .proof: "2.4: unknown ETags prove nothing",
        .conditionalWrite: "3: nothing known or nothing there, so HEAD, then PUT",
        .parts: "4.1 [aws-q]: the limits of S3, assumed",
        .keyLength: "8.2 [aws-q]: the limit of S3",
        .acl: "6.1",
        .publicLink: "6.1, 7.1",
        .expectation: "1.7: not known",
        .listing: "6.1 [rclone provider/*.yaml]",
    ]
}
