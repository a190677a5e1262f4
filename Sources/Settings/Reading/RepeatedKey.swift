/// A key that stands twice in a block of lines, as Yams tells only where the block begins; pure.
struct RepeatedKey: Equatable {
    /// Names from the outermost section on.
    let path: String
    /// Line, from 1, where it stands first.
    let first: Int
    /// Line where it stands again.
    let second: Int

    /// - Parameters:
    ///   - line: where the block begins, from 1.
    ///   - column: of its keys, from 1.
    /// - Returns: `nil` where it is no block, or its keys are not plain names, each at the begin of a line.
    init?(_ name: String, inBlockAt line: Int, column: Int, of text: String) {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        guard lines.indices.contains(line - 1) else { return nil }
        let block = lines.indices[(line - 1)...].prefix { number in
            lines[number].allSatisfy(\.isWhitespace) || Self.indent(of: lines[number]) >= column - 1
                || lines[number].drop(while: \.isWhitespace).first == "#"
        }
        let places = block.filter { Self.indent(of: lines[$0]) == column - 1 && Self.name(in: lines[$0]) == name }
        guard places.count > 1 else { return nil }
        var path = [name]
        var depth = column - 1
        for line in lines[..<places[0]].reversed() where depth > 0 && Self.indent(of: line) < depth {
            guard let above = Self.name(in: line) else { continue }
            path.insert(above, at: 0)
            depth = Self.indent(of: line)
        }
        self.path = path.joined(separator: ".")
        (first, second) = (places[0] + 1, places[1] + 1)
    }

    private static func indent(of line: Substring) -> Int { line.prefix { $0 == " " }.count }

    /// The name before the colon, without its quotes.
    private static func name(in line: Substring) -> String? {
        let line = line.drop(while: \.isWhitespace)
        guard let quote = line.first, quote == "\"" || quote == "'" else {
            let name = line.prefix { $0 != ":" }
            let next = line.dropFirst(name.count + 1).first
            guard name.endIndex < line.endIndex, next?.isWhitespace != false else { return nil }
            return String(name).trimmed
        }
        let name = line.dropFirst().prefix { $0 != quote }
        let rest = line.dropFirst(name.count + 2).drop(while: \.isWhitespace)
        return rest.first == ":" ? String(name) : nil
    }
}
