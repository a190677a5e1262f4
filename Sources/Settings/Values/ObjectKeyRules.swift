/// What the names of objects must not hold, because services, proxies or URL parsers refuse or rewrite it.
enum ObjectKeyRules {
    /// Longest object key in UTF-8 bytes (S3 and R2; OSS is about the same).
    static let longest = 1024

    /// - Parameter name: What the text is called in the mistake, e.g. `prefix`.
    static func check(_ text: Substring, named name: String) throws(ValueMistake) {
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
