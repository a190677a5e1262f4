import Redaction

/// Lines as a terminal may have them: keys of a bucket, paths and words of services may hold anything.
enum TerminalText {
    /// What is not printable becomes a space; line feeds stay.
    static func plain(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { printable(String($0)) }.joined(
            separator: "\n")
    }
}
