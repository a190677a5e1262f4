/// A value as it was written, before anyone knows what it means.
enum RawValue: Equatable {
    case scalar(String)
    case list([String])
    case map([Pair])

    struct Pair: Equatable {
        let name: String
        let value: String
    }

    /// The one text; a list or mapping is refused.
    func text() throws(ValueMistake) -> String {
        switch self {
        case .scalar(let text): return try Self.clean(text)
        case .list: throw ValueMistake("is a list")
        case .map: throw ValueMistake("is a mapping")
        }
    }

    /// The items of a list, which an environment variable separates by commas; `[]` is the empty list there.
    func items() throws(ValueMistake) -> [String] {
        switch self {
        case .scalar(let text):
            let inside = text.trimmed
            return inside == "[]" ? [] : try Self.clean(inside.split(separator: ",").map(String.init))
        case .list(let items): return try Self.clean(items)
        case .map: throw ValueMistake("is a mapping")
        }
    }

    /// The pairs of a mapping, which an environment variable writes `name=value,name=value`.
    func pairs() throws(ValueMistake) -> [Pair] {
        switch self {
        case .map(let pairs):
            var clean: [Pair] = []
            for pair in pairs {
                clean.append(Pair(name: try Self.clean(pair.name), value: try Self.clean(pair.value)))
            }
            return clean
        case .scalar, .list:
            var pairs: [Pair] = []
            for item in try items() {
                guard let equals = item.firstIndex(of: "=") else { throw ValueMistake("holds an item without '='") }
                let value = item[equals...].dropFirst()
                pairs.append(Pair(name: String(item[..<equals]).trimmed, value: String(value).trimmed))
            }
            return pairs
        }
    }

    private static func clean(_ items: [String]) throws(ValueMistake) -> [String] {
        var clean: [String] = []
        for item in items { clean.append(try Self.clean(item)) }
        return clean.filter { !$0.isEmpty }
    }

    private static func clean(_ text: String) throws(ValueMistake) -> String {
        let trimmed = text.trimmed
        guard !trimmed.holdsControlCharacter else { throw ValueMistake("holds a control character") }
        return trimmed
    }
}
