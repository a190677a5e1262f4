public import Failures
import Glibc

/// A small text file as it was read: settings, keys and credentials.
public struct TextFile: Sendable {
    /// The content.
    public var text: String
    /// Whether every user of the machine may read the file. A group that may is somebody's intention: a service reads its
    /// settings by `0640 root:keepreel`.
    public var isReadableByOthers: Bool

    /// - Parameters:
    ///   - text: The content.
    ///   - isReadableByOthers: Whether every user may read the file.
    public init(text: String, isReadableByOthers: Bool = false) {
        self.text = text
        self.isReadableByOthers = isReadableByOthers
    }

    /// Largest file that is read, in bytes.
    public static let largest = 1 << 20

    /// Code of the failure that the folder is closed to this user, so that nobody can tell whether there is a file.
    public static let closedFolder = "config.closed-folder"

    /// Reads a file whole.
    ///
    /// - Parameter path: Absolute or relative to the process's folder.
    /// - Returns: `nil` if there is no such file.
    /// - Throws: ``Failures/Failure`` `config.unreadable` for a folder, a refused permission, a file above
    ///   ``largest`` or one that is not UTF-8; ``closedFolder``.
    public static func read(_ path: String) throws(Failure) -> TextFile? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            let reason = "cannot be opened: \(String(cString: strerror(errno)))"
            var status = stat()
            let isClosed = errno == EACCES && stat(path, &status) != 0 && errno == EACCES
            throw isClosed ? unreadable(reason, code: closedFolder) : unreadable(reason)
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw unreadable("cannot be examined") }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw unreadable("is a folder") }
        let bytes = try content(of: file)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw unreadable("is not UTF-8 text", remedy: "save it as UTF-8")
        }
        return TextFile(text: text, isReadableByOthers: status.st_mode & S_IROTH != 0)
    }

    private static func content(of file: Int32) throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = Glibc.read(file, &chunk, chunk.count)
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw unreadable("cannot be read: \(String(cString: strerror(errno)))")
            }
            bytes.append(contentsOf: chunk[..<count])
            guard bytes.count <= largest else { throw unreadable("is above \(largest >> 20) MiB") }
        }
    }

    private static func unreadable(
        _ message: String, remedy: String? = nil, code: String = "config.unreadable"
    ) -> Failure {
        Failure(code, message, remedy: remedy, disposition: .stop(.configuration))
    }
}
