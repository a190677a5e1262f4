extension ValueKind where Value == String {
    /// ASCII letters, digits and the characters of `others`, beginning with a letter or digit.
    static func word(_ expected: String, with others: String, upTo length: Int = 64) -> Self {
        ValueKind(text: expected) { (text) throws(ValueMistake) in
            guard text.isWord(with: others), text.utf8.first?.isASCIILetterOrDigit == true else {
                throw ValueMistake("holds a character that does not belong there")
            }
            guard text.utf8.count <= length else { throw ValueMistake("is longer than \(length) characters") }
            return text
        }
    }

    /// A header field's value: visible ASCII and spaces.
    static var headerValue: Self {
        ValueKind(text: "visible ASCII characters and spaces") { (text) throws(ValueMistake) in
            guard text.isHeaderValue else { throw ValueMistake("holds a character that no header holds") }
            return text
        }
    }

    /// A file path, made absolute.
    static var path: Self {
        ValueKind("a path") { (raw, folders) throws(ValueMistake) in folders.absolute(try raw.text()) }
    }

    static var command: Self {
        ValueKind(text: "a command") { (text) throws(ValueMistake) in text }
    }
}

extension ValueKind where Value == [String] {
    static var models: Self {
        let yaml: @Sendable ([String]) -> String = { "[\($0.joined(separator: ", "))]" }
        return ValueKind("a list of model names", yaml: yaml) { (raw, _) throws(ValueMistake) in
            let models = try raw.items()
            if let odd = models.first(where: { !$0.isWord(with: "._-/:") }) {
                throw ValueMistake("holds \(shown(odd) ?? "an item"), which is no model name")
            }
            return models
        }
    }
}

extension ValueKind where Value == [String: String] {
    /// Object tags within the limits that S3 and OSS share.
    static var tags: Self {
        mapping { (tags) throws(ValueMistake) in
            guard tags.count <= 10 else { throw ValueMistake("has more than 10 tags") }
            for (name, value) in tags {
                guard name.isTagText, (1...128).contains(name.count), value.isTagText, value.count <= 256 else {
                    throw ValueMistake(
                        "holds the tag \(shown(name) ?? "") that no service takes",
                        remedy: "use letters, digits, spaces and + - = . _ : /, 128 for the name, 256 for the value")
                }
            }
            return tags
        }
    }

    /// User metadata that both dialects and HTTP take; names come out in lower case.
    static var metadata: Self {
        mapping { (metadata) throws(ValueMistake) in
            var result: [String: String] = [:]
            for (name, value) in metadata {
                let name = name.lowercased()
                guard name.isWord(with: "-"), value.isHeaderValue else {
                    throw ValueMistake(
                        "holds \(shown(name) ?? "a name") that fits no header",
                        remedy: "use letters, digits and '-' in names, visible ASCII in values")
                }
                guard !ownMetadata.contains(name) else {
                    throw ValueMistake("holds '\(name)', which keepreel writes itself", remedy: "choose another name")
                }
                guard result.updateValue(value, forKey: name) == nil else {
                    throw ValueMistake("holds '\(name)' twice", remedy: "names differ by more than capitals")
                }
            }
            guard result.reduce(0, { $0 + $1.key.utf8.count + $1.value.utf8.count }) <= largestMetadata else {
                throw ValueMistake("is above \(largestMetadata) bytes", remedy: "shorten it")
            }
            return result
        }
    }

    /// Names that `recover` reads back from each object.
    private static var ownMetadata: Set<String> {
        ["task-id", "index", "model", "submitted-at", "ended-at", "crc64", "upload-token"]
    }

    /// S3 takes 2 KB of user metadata; the rest is for keepreel's own.
    private static var largestMetadata: Int { 1536 }

    private static func mapping(
        _ check: @escaping @Sendable ([String: String]) throws(ValueMistake) -> [String: String]
    ) -> Self {
        let yaml: @Sendable ([String: String]) -> String = { map in
            "{\(map.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", "))}"
        }
        return ValueKind("a mapping of names to values", yaml: yaml) { (raw, _) throws(ValueMistake) in
            var map: [String: String] = [:]
            for pair in try raw.pairs() {
                guard map.updateValue(pair.value, forKey: pair.name) == nil else {
                    throw ValueMistake("holds \(shown(pair.name) ?? "a name") twice", remedy: "keep one of them")
                }
            }
            return try check(map)
        }
    }
}
