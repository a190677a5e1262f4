/// A settings file taken apart into entries, each with its place; what is no entry is a problem.
struct SettingsDocument {
    struct Entry: Equatable {
        let path: String
        let value: RawValue
        let place: SettingPlace
    }

    private(set) var entries: [Entry] = []
    private(set) var problems: [SettingsProblem] = []
    private let file: String
    /// Who has so many mistakes in a file has taken the wrong one; nobody reads more.
    private static let mostProblems = 50

    /// - Parameters:
    ///   - text: The file's content.
    ///   - file: The file's path, for places.
    init(_ text: String, file: String) {
        self.file = file
        do throws(YAMLMistake) {
            guard let root = try YAMLReader.compose(text) else { return }
            readRoot(root)
        } catch {
            report(nil, line: error.line, column: error.column, error.message, error.remedy)
        }
    }

    private mutating func readRoot(_ root: YAMLNode) {
        guard case .mapping(let pairs) = root.content else {
            if root.isNull { return }
            report(nil, root, "the file is no mapping", "begin with a section such as 'storage:'")
            return
        }
        for (key, value) in pairs where problems.count < Self.mostProblems {
            guard let section = name(key) else { continue }
            if SettingKey.sections.contains(section) {
                readSection(section, value)
            } else {
                report(section, key, "this section is not known", UnknownName.remedy(section: section))
            }
        }
    }

    private mutating func readSection(_ section: String, _ node: YAMLNode) {
        switch node.content {
        case .null: return
        case .mapping(let pairs):
            for (key, value) in pairs where problems.count < Self.mostProblems {
                guard let name = name(key) else { continue }
                let path = "\(section).\(name)"
                guard SettingKey.byPath[path] != nil else {
                    let foreign = ForeignName(path: path)
                    report(
                        path, key, foreign?.message ?? ForeignName.unknown,
                        foreign?.remedy ?? UnknownName.remedy(path: path))
                    continue
                }
                readValue(path, value)
            }
        case .scalar, .sequence:
            report(section, node, "keys are expected below it", "write them indented, one a line")
        }
    }

    private mutating func readValue(_ path: String, _ node: YAMLNode) {
        switch node.content {
        case .null: return
        case .scalar(let text): append(path, .scalar(text), node)
        case .sequence(let nodes):
            let items = nodes.compactMap(\.text)
            guard items.count == nodes.count else { return reportNesting(path, node) }
            append(path, .list(items), node)
        case .mapping(let nodes):
            let pairs = nodes.compactMap { key, value -> RawValue.Pair? in
                guard let name = key.text, let text = value.text else { return nil }
                return RawValue.Pair(name: name, value: text)
            }
            guard pairs.count == nodes.count else { return reportNesting(path, node) }
            append(path, .map(pairs), node)
        }
    }

    private mutating func append(_ path: String, _ value: RawValue, _ node: YAMLNode) {
        entries.append(Entry(path: path, value: value, place: place(node.line, node.column)))
    }

    private mutating func name(_ key: YAMLNode) -> String? {
        if let text = key.text { return text }
        report(nil, key, "a key must be plain text", "write 'name: value'")
        return nil
    }

    private mutating func reportNesting(_ path: String, _ node: YAMLNode) {
        report(
            path, node, "the value holds more than plain text",
            "write \(SettingKey.byPath[path]?.expected ?? "plain text")")
    }

    private mutating func report(_ path: String?, _ node: YAMLNode, _ message: String, _ remedy: String?) {
        report(path, line: node.line, column: node.column, message, remedy)
    }

    private mutating func report(_ path: String?, line: Int, column: Int, _ message: String, _ remedy: String?) {
        problems.append(SettingsProblem(path, at: place(line, column), message, remedy: remedy))
    }

    private func place(_ line: Int, _ column: Int) -> SettingPlace { .line(file: file, line: line, column: column) }
}
