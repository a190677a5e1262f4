/// A policy in the JSON of AWS IAM, or of Alibaba Cloud RAM, which looks alike.
struct PolicyDocument: Equatable {
    struct Statement: Equatable {
        var sid: String?
        var principal: String?
        var actions: [String]
        var resources: [String]
    }

    let version: String
    let statements: [Statement]

    /// Indented by two spaces, without a line feed at its end.
    var json: String {
        let body = statements.map(\.json).joined(separator: ",\n")
        return "{\n  \"Version\": \(Self.quoted(version)),\n  \"Statement\": [\n\(body)\n  ]\n}"
    }

    fileprivate static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    fileprivate static func list(_ texts: [String], indent: String) -> String {
        let lines = texts.map { "\(indent)  \(quoted($0))" }.joined(separator: ",\n")
        return texts.count == 1 ? quoted(texts[0]) : "[\n\(lines)\n\(indent)]"
    }
}

extension PolicyDocument.Statement {
    fileprivate var json: String {
        let indent = "      "
        var members: [String] = []
        if let sid { members.append("\"Sid\": \(PolicyDocument.quoted(sid))") }
        members.append("\"Effect\": \"Allow\"")
        if let principal { members.append("\"Principal\": \(PolicyDocument.quoted(principal))") }
        members.append("\"Action\": " + PolicyDocument.list(actions, indent: indent))
        members.append("\"Resource\": " + PolicyDocument.list(resources, indent: indent))
        return "    {\n" + members.map { indent + $0 }.joined(separator: ",\n") + "\n    }"
    }
}
