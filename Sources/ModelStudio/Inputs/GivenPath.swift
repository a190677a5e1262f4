/// A path as somebody gave it, which may be a URL that lacks its scheme or a part of it.
struct GivenPath {
    /// Up to a question mark: what follows may be the signature of a URL.
    private let path: String

    init(_ text: String) { path = String(text.unicodeScalars.prefix { $0 != "?" }) }

    /// The path for a text.
    var shown: String { path.isEmpty ? "\"\"" : ServiceText.shown(path) }

    /// Whether it begins like a URL: with a scheme, or with a host name and a slash.
    var isLikeURL: Bool {
        let lowercased = path.lowercased()
        if ["http:/", "https:/"].contains(where: lowercased.hasPrefix) { return true }
        let first = path.prefix { $0 != "/" }
        return first.endIndex < path.endIndex && first.contains(".") && !first.hasPrefix(".")
    }
}
