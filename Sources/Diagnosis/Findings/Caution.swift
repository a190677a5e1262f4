/// Something that works but should be known.
public struct Caution: Sendable, Equatable {
    /// What it is, without the final period.
    public let found: String
    /// What to do about it.
    public let remedy: String

    /// - Parameters: as the properties of the same name.
    public init(found: String, remedy: String) {
        self.found = found
        self.remedy = remedy
    }
}
