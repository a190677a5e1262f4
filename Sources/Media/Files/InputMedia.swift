/// What a file that is to be given to a service should be.
public enum InputMedia: Sendable, Hashable, CaseIterable {
    /// A PNG, JPEG, WebP, GIF or BMP image.
    case image
    /// An MP4, QuickTime or AVI video.
    case video
}
