import FoundationEssentials

/// A directory of one's own under the temporary directory, removed with all it holds when this value goes away.
public final class ScratchDirectory: Sendable {
    /// Its absolute path.
    public let path: String

    /// Creates an empty directory.
    /// - Parameter label: part of its name.
    public init(_ label: String = "test") throws {
        let name = "keepreel-\(label)-\(UUID().uuidString.prefix(8).lowercased())"
        path = FileManager.default.temporaryDirectory.appending(path: name).path(percentEncoded: false)
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The absolute path of a name in it.
    public func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes a file into it and answers its path.
    @discardableResult
    public func write(_ text: String, to name: String) throws -> String { try write(Array(text.utf8), to: name) }

    /// Writes a file into it and answers its path.
    @discardableResult
    public func write(_ bytes: [UInt8], to name: String) throws -> String {
        try Data(bytes).write(to: URL(filePath: file(name)))
        return file(name)
    }
}
