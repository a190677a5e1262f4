import Testing

@testable import Diagnosis

@Suite("the order of keys")
struct KeyOrderTests {
    @Test("is that of their bytes, in which no two spellings are the same")
    func order() {
        let keys = [
            "", "a", "a b", "a+b", "a-b", "a/b", "a0", "aZ", "ab", "e\u{301}", "\u{E9}", "\u{FF5E}", "\u{1F3AC}",
        ]
        for (number, key) in keys.enumerated() {
            #expect(KeyOrder.areEqual(key, key) && !KeyOrder.isLess(key, key))
            for later in keys[(number + 1)...] {
                #expect(KeyOrder.isLess(key, later) && !KeyOrder.isLess(later, key), "\(key) \(later)")
                #expect(!KeyOrder.areEqual(key, later), "\(key) \(later)")
            }
        }
    }

    @Test(
        "what all keys between two begin with",
        arguments: [
            ("a/b/1", "a/b/2", "a/b/"), ("a", "b", ""), ("a", "a", "a"), ("a", "ab", "a"),
            ("k/e\u{301}", "k/e\u{300}", "k/e"), ("k/\u{1F469}\u{200D}x", "k/\u{1F469}y", "k/\u{1F469}"),
        ])
    func commonPrefix(first: String, last: String, expected: String) {
        #expect(KeyOrder.areEqual(KeyOrder.commonPrefix(first, last), expected))
    }

    @Test("a list that begins behind the key before begins at the key", arguments: ["a/b.mp4", "a", "é", "a\u{1F3AC}"])
    func before(key: String) {
        #expect(KeyOrder.isLess(KeyOrder.before(key), key))
        #expect(key.utf8.starts(with: KeyOrder.before(key).utf8))
    }
}
