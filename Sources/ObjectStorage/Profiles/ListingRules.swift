/// How a provider lists objects and uploads.
public struct ListingRules: Sendable, Equatable {
    /// 2 where `list-type=2` may be relied on, else 1 (`marker`).
    public let version: Int
    /// Whether `encoding-type=url` is honoured, so that every key survives XML.
    public let encodesKeys: Bool
    /// Whether ListMultipartUploads is offered.
    public let offersUploads: Bool

    init(version: Int = 2, encodesKeys: Bool = true, offersUploads: Bool = true) {
        self.version = version
        self.encodesKeys = encodesKeys
        self.offersUploads = offersUploads
    }
}
