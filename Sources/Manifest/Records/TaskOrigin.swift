/// How a task came into the manifest.
public enum TaskOrigin: String, Sendable, CaseIterable {
    /// keepreel created it.
    case submitted
    /// The user named it, or a video of it was found in the bucket.
    case added
    /// It stood in Model Studio's list of tasks.
    case discovered
}
