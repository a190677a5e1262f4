/// What an endpoint's host says about itself.
public struct RecognisedHost: Sendable, Equatable {
    /// The provider it belongs to.
    public let profile: ProviderProfile
    /// The region it names.
    public let region: String?
    /// The host of public links, where that is another one.
    public let publicHost: String?
}
