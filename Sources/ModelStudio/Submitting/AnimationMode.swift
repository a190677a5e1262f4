/// The service modes of Wan's image-to-action models.
public enum AnimationMode: String, Sendable, CaseIterable {
    /// Faster and cheaper.
    case standard = "wan-std"
    /// Smoother, slower and dearer.
    case professional = "wan-pro"
}
