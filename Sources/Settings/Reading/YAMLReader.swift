import Yams

/// Reads one YAML document without aliases.
///
/// Yams puts the anchored value in the place of every alias and hashes the keys of each mapping, so a small file of
/// aliases to aliases keeps it busy for ever. Hence no alias reaches it: every `*` is replaced by a character that
/// means nothing in YAML and put back into the scalars; a plain scalar that begins with it was an alias.
enum YAMLReader {
    private static let star: Unicode.Scalar = "*"
    private static let stand: Unicode.Scalar = "\u{10FFFD}"

    /// - Returns: `nil` for a text without a document.
    static func compose(_ text: String) throws(YAMLMistake) -> YAMLNode? {
        let text = text.hasPrefix("\u{FEFF}") ? String(text.unicodeScalars.dropFirst()) : text
        guard !text.unicodeScalars.contains(stand) else {
            throw YAMLMistake(line: 1, column: 1, message: "the file holds the character U+10FFFD", remedy: "remove it")
        }
        if let mistake = YAMLDepth.mistake(in: text) { throw mistake }
        let masked = exchanging(star, for: stand, in: text)
        do {
            // No tag resolution: what a text means is decided by the key it is given for.
            guard let node = try Parser(yaml: masked, resolver: .basic, encoding: .utf8).singleRoot() else {
                return nil
            }
            return try convert(node)
        } catch let mistake as YAMLMistake {
            throw mistake
        } catch let error as YamlError {
            throw YAMLMistake(error, in: text)
        } catch {
            throw YAMLMistake(line: 1, column: 1, message: "the file is no YAML", remedy: nil)
        }
    }

    private static func convert(_ node: Node) throws(YAMLMistake) -> YAMLNode {
        let (line, column) = (node.mark?.line ?? 1, node.mark?.column ?? 1)
        let content: YAMLNode.Content
        switch node {
        case .scalar(let scalar):
            let isPlain = scalar.style == .plain
            guard !isPlain || scalar.string.unicodeScalars.first != stand else {
                throw YAMLMistake(
                    line: line, column: column, message: "aliases are not supported",
                    remedy: "repeat the value, or put text that begins with * in quotes")
            }
            let isNull = isPlain && ["", "~", "null"].contains(scalar.string)
            content = isNull ? .null : .scalar(unmasked(scalar.string))
        case .sequence(let sequence):
            var items: [YAMLNode] = []
            for item in sequence { items.append(try convert(item)) }
            content = .sequence(items)
        case .mapping(let mapping):
            var pairs: [(key: YAMLNode, value: YAMLNode)] = []
            for (key, value) in mapping { pairs.append((try convert(key), try convert(value))) }
            content = .mapping(pairs)
        case .alias:
            content = .null
        }
        return YAMLNode(content: content, line: line, column: column)
    }

    static func unmasked(_ text: String) -> String { exchanging(stand, for: star, in: text) }

    private static func exchanging(_ old: Unicode.Scalar, for new: Unicode.Scalar, in text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == old ? new : $0 }))
    }
}
