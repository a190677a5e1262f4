import Suggestions

extension ValueKind where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    static var choice: Self { choice { _ in nil } }

    /// One of the cases; `synonym` names a case by another word.
    static func choice(synonym: @escaping @Sendable (String) -> Value?) -> Self {
        let names = Value.allCases.map(\.rawValue)
        let expected = "one of \(names.joined(separator: ", "))"
        return ValueKind(text: expected, yaml: \.rawValue) { (text) throws(ValueMistake) in
            let word = text.lowercased()
            if let value = Value(rawValue: word) ?? synonym(word) { return value }
            let near = nearest(to: text, among: names).map { "did you mean '\($0)'?" }
            throw ValueMistake("is not known", remedy: near)
        }
    }
}

extension ValueKind where Value == StudioRegion {
    /// A region by its short name or by the service's own id.
    static var region: Self { choice { word in StudioRegion.allCases.first { $0.id == word } } }
}

extension ValueKind where Value == WebAddress {
    static var address: Self {
        ValueKind(text: WebAddress.expected) { (text) throws(ValueMistake) in try WebAddress(parsing: text) }
    }
}

extension ValueKind where Value == StorageLocation {
    static var location: Self {
        ValueKind(text: StorageLocation.expected) { (text) throws(ValueMistake) in try StorageLocation(parsing: text) }
    }
}

extension ValueKind where Value == KeyTemplate {
    static var keyTemplate: Self {
        ValueKind(text: KeyTemplate.expected, yaml: { "\"\($0)\"" }) { (text) throws(ValueMistake) in
            try KeyTemplate(parsing: text)
        }
    }
}
