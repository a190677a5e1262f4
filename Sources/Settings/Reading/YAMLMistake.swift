/// Why a text is no YAML that can be taken, and where. Holds no value of the text, which may be a secret.
struct YAMLMistake: Error, Equatable {
    /// Line, from 1.
    let line: Int
    /// Column in Unicode scalars, from 1.
    let column: Int
    let message: String
    let remedy: String?
}
