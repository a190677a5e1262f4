/// What the settings ask for beyond plain uploads.
public struct PolicyNeeds: Sendable, Equatable {
    /// `storage.acl` is set.
    public var setsACL: Bool
    /// `storage.tags` are set.
    public var setsTags: Bool
    /// ARN or id of the KMS key in `storage.kmsKeyId`.
    public var kmsKeyID: String?

    /// - Parameters: as the properties of the same name.
    public init(setsACL: Bool = false, setsTags: Bool = false, kmsKeyID: String? = nil) {
        self.setsACL = setsACL
        self.setsTags = setsTags
        self.kmsKeyID = kmsKeyID
    }
}
