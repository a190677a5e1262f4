import Glibc

/// The file a path leads to.
enum RealPath {
    /// The path without symbolic links; `nil`, with the reason in `errno`, where it leads to nothing.
    static func of(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
