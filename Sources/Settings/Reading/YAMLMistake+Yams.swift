import Yams

extension YAMLMistake {
    /// What Yams found wrong with the text.
    init(_ error: YamlError, in text: String) {
        switch error {
        case .composer(_, let problem, let mark, _):
            self.init(
                line: mark.line, column: mark.column, message: "the file is no YAML: \(problem)",
                remedy: "keep one document, and no reference to what is not there")
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
            let isTab = Self.character(at: mark, in: text) == "\t"
            self.init(
                line: mark.line, column: mark.column, message: "the file is no YAML: \(problem)",
                remedy: isTab ? "indent with spaces, not tabs" : "check the indentation and the quotes there")
        case .duplicatedKeysInMapping(let names, let context):
            let names = names.map(YAMLReader.unmasked)
            self = Self.repetition(of: names, from: context.mark, in: text)
        case .reader(let problem, let offset, _, _):
            let before = text.prefix(offset ?? 0)
            self.init(
                line: before.count(where: \.isNewline) + 1,
                column: before.reversed().prefix { !$0.isNewline }.count + 1,
                message: "the file is no YAML: \(problem)",
                remedy: nil)
        case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
            self.init(line: 1, column: 1, message: "the file cannot be read as YAML", remedy: nil)
        }
    }

    /// - Parameter mark: where the mapping begins that has these keys more than once.
    private static func repetition(of names: [String], from mark: Mark, in text: String) -> YAMLMistake {
        let remedy = "keep one of them"
        // A file may be made to repeat thousands.
        let found = names.prefix(10).compactMap { RepeatedKey($0, inBlockAt: mark.line, column: mark.column, of: text) }
        guard let first = found.min(by: { $0.second < $1.second }) else {
            let list = names.map { "'\($0)'" }.joined(separator: ", ")
            return YAMLMistake(
                line: mark.line, column: mark.column, message: "stands more than once: \(list)", remedy: remedy)
        }
        return YAMLMistake(
            line: first.second, column: mark.column, message: "\(first.path) stands in line \(first.first) already",
            remedy: remedy)
    }

    private static func character(at mark: Mark, in text: String) -> Unicode.Scalar? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.indices.contains(mark.line - 1) else { return nil }
        return lines[mark.line - 1].unicodeScalars.dropFirst(mark.column - 1).first
    }
}
