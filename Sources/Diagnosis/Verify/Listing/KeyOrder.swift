/// Keys as storages and the manifest compare them: byte by byte of their UTF-8. Swift's own comparison takes different
/// spellings of one letter for the same.
enum KeyOrder {
    static func isLess(_ first: String, _ second: String) -> Bool {
        first.utf8.lexicographicallyPrecedes(second.utf8)
    }

    static func areEqual(_ first: String, _ second: String) -> Bool { first.utf8.elementsEqual(second.utf8) }

    /// What all keys from the first to the last begin with.
    static func commonPrefix(_ first: String, _ last: String) -> String {
        var prefix = String.UnicodeScalarView()
        for (one, other) in zip(first.unicodeScalars, last.unicodeScalars) {
            guard one == other else { break }
            prefix.append(one)
        }
        return String(prefix)
    }

    /// A key with hardly any between itself and this one, to begin a list at this one.
    static func before(_ key: String) -> String { String(String.UnicodeScalarView(key.unicodeScalars.dropLast())) }
}
