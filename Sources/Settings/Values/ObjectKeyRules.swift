/// What the names of objects must not hold, because services, proxies or URL parsers refuse or rewrite it.
enum ObjectKeyRules {
    /// - Parameters:
    ///   - name: What the text is called in the mistake, e.g. `prefix`.
    ///   - longest: Most UTF-8 bytes.
    static func check(_ text: Substring, named name: String, longest: Int) throws(ValueMistake) {
        guard !text.hasPrefix("/") else {
            throw ValueMistake("has a \(name) that begins with a slash", remedy: "leave the slash out")
        }
        guard !String(text).holdsControlCharacter, !text.contains("\\") else {
            throw ValueMistake("has a \(name) with a backslash or control character", remedy: "leave it out")
        }
        let segments = text.split(separator: "/", omittingEmptySubsequences: false)
        guard !segments.contains("") else {
            throw ValueMistake("has a \(name) with an empty segment", remedy: "leave out the slash too many")
        }
        guard !segments.contains("."), !segments.contains("..") else {
            throw ValueMistake("has a \(name) with a '.' or '..' segment", remedy: "write the path it leads to")
        }
        guard text.utf8.count <= longest else {
            throw ValueMistake("has a \(name) above \(longest) bytes", remedy: "shorten it")
        }
    }
}
