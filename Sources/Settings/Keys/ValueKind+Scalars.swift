import Redaction

extension ValueKind where Value == Bool {
    static var flag: Self {
        ValueKind(text: "true or false") { (text) throws(ValueMistake) in
            switch text.lowercased() {
            case "true", "yes", "on": return true
            case "false", "no", "off": return false
            default: throw ValueMistake("is neither true nor false")
            }
        }
    }
}

extension ValueKind where Value == Int {
    static func whole(_ range: ClosedRange<Int>) -> Self {
        let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        return ValueKind(text: expected) { (text) throws(ValueMistake) in
            guard let number = Int(text) else { throw ValueMistake("is no whole number") }
            guard range.contains(number) else { throw ValueMistake("is out of range") }
            return number
        }
    }
}

extension ValueKind where Value == Double {
    /// A rate a second, above 0.
    static func rate(upTo highest: Double) -> Self {
        let text: @Sendable (Double) -> String = { $0 == $0.rounded() ? "\(Int($0))" : "\($0)" }
        let expected = "a number above 0, at most \(text(highest))"
        return ValueKind(text: expected, yaml: text) { (text) throws(ValueMistake) in
            guard let number = Double(text), number.isFinite else { throw ValueMistake("is no number") }
            guard number > 0, number <= highest else { throw ValueMistake("is out of range") }
            return number
        }
    }
}

extension ValueKind where Value == ByteCount {
    static func size(_ range: ClosedRange<ByteCount>) -> Self {
        ValueKind(text: "a size from \(range.lowerBound) to \(range.upperBound)") { (text) throws(ValueMistake) in
            let size = try ByteCount(parsing: text)
            guard range.contains(size) else { throw ValueMistake("is out of range") }
            return size
        }
    }

    /// Bytes a second, `/s` being understood; 0 sets no limit.
    static var byteRate: Self {
        ValueKind(text: "bytes a second such as 20MiB, or 0 for no limit") { (text) throws(ValueMistake) in
            try ByteCount(parsing: text.hasSuffix("/s") ? String(text.dropLast(2)) : text)
        }
    }
}

extension ValueKind where Value == Duration {
    static func duration(_ range: ClosedRange<Duration>) -> Self {
        let expected = "a duration from \(range.lowerBound.settingText) to \(range.upperBound.settingText)"
        return ValueKind(text: expected, yaml: \.settingText) { (text) throws(ValueMistake) in
            let duration = try Duration(parsing: text)
            guard range.contains(duration) else { throw ValueMistake("is out of range") }
            return duration
        }
    }
}

extension ValueKind where Value == Secret {
    /// A key of visible ASCII characters.
    static var secret: Self {
        ValueKind(text: "the key itself, without spaces") { (text) throws(ValueMistake) in
            guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
                throw ValueMistake("holds a space or a character that no key holds")
            }
            return Secret(text)
        }
    }
}
