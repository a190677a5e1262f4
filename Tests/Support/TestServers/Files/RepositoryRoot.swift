import Glibc

/// The root of the repository these sources stand in, links resolved.
public let repositoryRoot: String = {
    let above = #filePath.split(separator: "/").dropLast(5).joined(separator: "/")
    let sources = "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/")
    guard let resolved = realpath(sources, nil) else { return "/" + above }
    defer { free(resolved) }
    return "/" + String(cString: resolved).split(separator: "/").dropLast(4).joined(separator: "/")
}()
