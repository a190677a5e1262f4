import Testing

@testable import ObjectStorage

@Suite struct HostPatternTests {
    @Test(
        "a pattern fits label by label",
        arguments: [
            ("a.example", "a.example", true), ("a.example", "b.example", false), ("a.example", "a.example.x", false),
            ("a.example", "x.a.example", false), ("*.example", "a.example", true), ("*.example", "example", false),
            ("*.example", "a.b.example", false), ("*.example", ".example", false), ("a.example", "a.example.", false),
            ("a.example", "A.example", false), ("a.example", "", false),
        ])
    func fit(pattern: String, host: String, fits: Bool) {
        #expect((HostPattern(pattern).match(host) != nil) == fits)
    }

    @Test(
        "the place of the region takes at least one character of its label",
        arguments: [
            ("{region}.example", "eu.example", "eu"), ("oss-{region}.example", "oss-eu.example", "eu"),
            ("oss-{region}-in.example", "oss-eu-1-in.example", "eu-1"), ("oss-{region}.example", "oss-.example", nil),
            ("oss-{region}-in.example", "oss-in.example", nil), ("oss-{region}-in.example", "oss--in.example", nil),
            ("oss-{region}.example", "oss-eu.1.example", nil),
        ] as [(String, String, String?)])
    func region(pattern: String, host: String, region: String?) {
        let match = HostPattern(pattern).match(host)
        #expect((match == nil) == (region == nil))
        #expect(match?.region == region)
    }
}
