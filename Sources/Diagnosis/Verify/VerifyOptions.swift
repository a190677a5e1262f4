/// What a verification looks at.
public struct VerifyOptions: Sendable, Equatable {
    /// Every byte is read back.
    public var isDeep: Bool
    /// Links are followed.
    public var checksLinks: Bool
    /// Videos at the same time.
    public var concurrency: Int

    /// - Parameters: as the properties of the same name.
    public init(isDeep: Bool = false, checksLinks: Bool = false, concurrency: Int) {
        self.isDeep = isDeep
        self.checksLinks = checksLinks
        self.concurrency = concurrency
    }
}
