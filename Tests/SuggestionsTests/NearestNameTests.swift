import Testing

@testable import Suggestions

@Suite("Nearest names")
struct NearestNameTests {
    @Test(
        "the distance counts insertions, deletions, replacements and swaps",
        arguments: [
            ("", "", 0), ("abc", "abc", 0), ("", "abc", 3), ("abc", "", 3), ("abc", "abd", 1), ("abc", "ab", 1),
            ("abc", "acb", 1), ("region", "regoin", 1), ("kitten", "sitting", 3), ("ca", "abc", 3),
        ])
    func distance(from: String, to: String, distance: Int) {
        #expect(editDistance(Array(from.utf8), Array(to.utf8)) == distance)
    }

    @Test("a name that is far from all has no nearest")
    func far() {
        #expect(nearest(to: "zebra", among: ["path", "region"]) == nil)
        #expect(nearest(to: "x", among: []) == nil)
        #expect(nearest(to: "BASE_URL", among: ["baseURL"]) == "baseURL")
    }
}
