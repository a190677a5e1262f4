/// What a task promised to make.
public enum VideoKind: String, Sendable, CaseIterable {
    case video
    case image
    /// Anything else that Model Studio makes: audio, 3D models.
    case other
}
