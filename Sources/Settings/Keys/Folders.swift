/// The folders that relative paths and `~` are resolved against.
struct Folders: Sendable {
    let home: String
    let current: String

    /// The path made absolute.
    func absolute(_ path: String) -> String {
        if path.hasPrefix("/") { return path }
        if path == "~" { return home }
        if path.hasPrefix("~/") { return home + path.dropFirst() }
        let relative = path.hasPrefix("./") ? path.dropFirst(2) : path[...]
        return current.hasSuffix("/") ? current + relative : "\(current)/\(relative)"
    }
}
