/// A URL fit for logs and errors: without user information, query and fragment, where signatures and keys stand.
public func redactedURL(_ url: String) -> String {
    var text = url[...]
    if let cut = text.firstIndex(where: { $0 == "?" || $0 == "#" }) { text = text[..<cut] }
    guard let scheme = text.firstRange(of: "://") else { return String(text) }
    let afterScheme = text[scheme.upperBound...]
    let authorityEnd = afterScheme.firstIndex(of: "/") ?? afterScheme.endIndex
    guard let at = afterScheme[..<authorityEnd].lastIndex(of: "@") else { return String(text) }
    return String(text[..<scheme.upperBound] + afterScheme[afterScheme.index(after: at)...])
}
