/// A YAML value without aliases and tags, and where it begins.
struct YAMLNode {
    enum Content {
        case null
        case scalar(String)
        case sequence([YAMLNode])
        case mapping([(key: YAMLNode, value: YAMLNode)])
    }

    let content: Content
    /// Line, from 1.
    let line: Int
    /// Column in Unicode scalars, from 1.
    let column: Int

    /// The text of a scalar.
    var text: String? {
        if case .scalar(let text) = content { return text }
        return nil
    }

    var isNull: Bool {
        if case .null = content { return true }
        return false
    }
}
