/// The keys of what is published of the manifest, beside the videos.
public struct PublishedKey: Sendable {
    private let folder: String

    /// - Parameter prefix: that of `storage.url`, without a slash at its end.
    public init(prefix: String) { folder = (prefix.isEmpty ? "" : prefix + "/") + "manifest/" }

    /// The manifest as JSON lines.
    public var lines: String { folder + "manifest.jsonl" }

    /// The page to look at.
    public var page: String { folder + "index.html" }

    /// The document of one task.
    public func task(_ taskID: String) -> String { folder + "tasks/\(taskID).json" }

    /// Whether that key is one of them.
    public func isPublished(_ key: String) -> Bool {
        key == lines || key == page || (key.hasPrefix(folder + "tasks/") && key.hasSuffix(".json"))
    }
}
