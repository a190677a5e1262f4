public import Failures
import Suggestions

/// How object keys are formed: text with placeholders in braces, e.g. `{model}/{yyyy}/{task_id}{-index}.{ext}`.
///
/// Known are `{model}`, `{yyyy}`, `{mm}`, `{dd}`, `{task_id}`, `{-index}` (empty for the first video, `-1` for the
/// second), `{index}` and `{ext}`. `{task_id}` must be there, so that no two tasks share a key.
public struct KeyTemplate: Sendable, Hashable {
    enum Piece: Sendable, Hashable {
        case literal(String)
        case placeholder(KeyPlaceholder)
    }

    let pieces: [Piece]

    static let expected = #"a template such as "{model}/{yyyy}/{mm}/{dd}/{task_id}{-index}.{ext}""#

    /// `{model}/{yyyy}/{mm}/{dd}/{task_id}{-index}.{ext}`
    public static let standard = KeyTemplate(pieces: [
        .placeholder(.model), .literal("/"), .placeholder(.yyyy), .literal("/"), .placeholder(.mm), .literal("/"),
        .placeholder(.dd), .literal("/"), .placeholder(.taskID), .placeholder(.dashedIndex), .literal("."),
        .placeholder(.ext),
    ])

    private init(pieces: [Piece]) { self.pieces = pieces }

    /// - Throws: ``Failures/Failure`` `config.value`.
    public init(_ text: String) throws(Failure) {
        do {
            try self.init(parsing: text)
        } catch {
            throw error.failure(about: text, expected: Self.expected)
        }
    }

    init(parsing text: String) throws(ValueMistake) {
        pieces = try Self.pieces(of: text)
        guard pieces.contains(.placeholder(.taskID)) else {
            throw ValueMistake("lacks {task_id}", remedy: "add {task_id}, else videos would replace each other")
        }
        try ObjectKeyRules.check(text[...], named: "template", longest: StorageDialect.s3.longestKey)
    }

    private static func pieces(of text: String) throws(ValueMistake) -> [Piece] {
        var pieces: [Piece] = []
        var rest = text[...]
        while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            guard rest[brace] == "{", let close = rest[brace...].firstIndex(of: "}") else {
                throw ValueMistake("holds an unpaired brace", remedy: "write placeholders as {name}")
            }
            if brace > rest.startIndex { pieces.append(.literal(String(rest[..<brace]))) }
            let name = String(rest[rest.index(after: brace)..<close])
            guard let placeholder = KeyPlaceholder(rawValue: name) else {
                let known = KeyPlaceholder.allCases.map(\.rawValue)
                let near = nearest(to: name, among: known).map { "did you mean {\($0)}?" }
                throw ValueMistake(
                    "holds the unknown placeholder {\(name)}",
                    remedy: near ?? "known are \(known.map { "{\($0)}" }.joined(separator: " "))")
            }
            pieces.append(.placeholder(placeholder))
            rest = rest[close...].dropFirst()
        }
        if !rest.isEmpty { pieces.append(.literal(String(rest))) }
        return pieces
    }
}

extension KeyTemplate: CustomStringConvertible {
    /// The template as it is written in the settings.
    public var description: String {
        pieces.map { piece in
            switch piece {
            case .literal(let text): text
            case .placeholder(let placeholder): "{\(placeholder.rawValue)}"
            }
        }.joined()
    }
}
