public import FoundationEssentials

/// What is known of the storage's credentials besides the credentials themselves.
public struct CredentialFacts: Sendable, Equatable {
    /// Where they were found, e.g. `environment`.
    public let origin: String
    /// They came with a session token.
    public let isTemporary: Bool
    /// When the storage begins to refuse them, if that is known.
    public let expiresAt: Date?
    /// keepreel fetches fresh ones by itself.
    public let isRenewed: Bool
    /// What is unsafe about where they were found.
    public let cautions: [Caution]

    /// - Parameters: as the properties of the same name.
    public init(origin: String, isTemporary: Bool, expiresAt: Date?, isRenewed: Bool, cautions: [Caution]) {
        self.origin = origin
        self.isTemporary = isTemporary
        self.expiresAt = expiresAt
        self.isRenewed = isRenewed
        self.cautions = cautions
    }
}
