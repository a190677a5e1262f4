/// An INI file as the AWS and Alibaba Cloud tools write it: `[section]`, `name = value` or `name: value`, comments by
/// `#` or `;`.
///
/// Names of values come out in lower case. Lines that are indented deeper than a value continue it, as Python's
/// configparser reads them. Below an empty value they are settings of their own (`s3 =`) and left out, as are lines that
/// mean nothing.
struct INIDocument {
    /// Values by section and name; a section that stands twice is one.
    private(set) var sections: [String: [String: String]] = [:]

    init(_ text: String) {
        var section: String?
        var current: (name: String, depth: Int)?
        for line in text.split(whereSeparator: \.isNewline) {
            let depth = line.prefix { $0 == " " || $0 == "\t" }.count
            let content = trimmed(line)
            guard let first = content.first, first != "#", first != ";" else { continue }
            if first == "[" {
                section = Self.section(of: content)
                current = nil
                if let section { sections[section] = sections[section] ?? [:] }
            } else if let section, let value = current, depth > value.depth {
                // In its place: a copy of the value for each of its lines would cost the square of them.
                if sections[section]?[value.name]?.isEmpty == false {
                    sections[section]?[value.name]?.append("\n" + Self.value(Substring(content)))
                }
            } else if let section, let delimiter = content.firstIndex(where: { $0 == "=" || $0 == ":" }) {
                let name = trimmed(content[..<delimiter]).lowercased()
                current = (name, depth)
                sections[section, default: [:]][name] = Self.value(content[delimiter...].dropFirst())
            }
        }
    }

    /// `[profile  "name"]` gives `profile name`; `nil` for a header without its closing bracket.
    private static func section(of line: String) -> String? {
        guard let close = line.firstIndex(of: "]") else { return nil }
        let words = line[..<close].dropFirst().split { $0 == " " || $0 == "\t" || $0 == "\"" || $0 == "'" }
        return words.joined(separator: " ")
    }

    /// The value without a comment; a comment sign counts only behind white space, as keys may hold it elsewhere.
    private static func value(_ text: Substring) -> String {
        var previous: Character = "="
        let end = text.indices.first { index in
            defer { previous = text[index] }
            return (text[index] == "#" || text[index] == ";") && previous.isWhitespace
        }
        return trimmed(text[..<(end ?? text.endIndex)])
    }
}
