/// What a service promised behind a URL, and so what its bytes are checked for.
public enum ExpectedContent: Sendable, Hashable, CaseIterable {
    /// An MP4 or QuickTime video, whole.
    case video
    /// A PNG, JPEG, WebP, GIF or BMP image, whole.
    case image
    /// Anything that is neither empty nor an HTML, XML or JSON text, e.g. a 3D model.
    case any
}
