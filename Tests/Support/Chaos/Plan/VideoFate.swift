/// What has to become of a video, however much goes wrong on the way.
public enum VideoFate: String, Sendable, Hashable, CaseIterable {
    /// Archived, byte by byte.
    case savable
    /// Lost: its URL is dead from the beginning, by whatever clock there is.
    case expired
    /// Never published, and lost once its object is gone: the file ends in the middle, and says so nowhere.
    case truncated
    /// The same: one byte is always another than the source's checksum is of.
    case flipped
    /// The same: it is no video at all.
    case notVideo

    /// Whether its bytes are broken at the source for good.
    public var isDamaged: Bool { ![.savable, .expired].contains(self) }
}
