import Testing

@testable import ObjectStorage

@Suite struct ObjectPathTests {
    /// Keys that some layer between here and a bucket is known to get wrong, and what goes on the wire.
    private static let keys: [(key: String, path: String)] = [
        ("a/b.mp4", "a/b.mp4"),
        ("with space.mp4", "with%20space.mp4"),
        ("a+b", "a%2Bb"),
        ("50%", "50%25"),
        ("%2F", "%252F"),
        ("why?", "why%3F"),
        ("#1", "%231"),
        ("~user_-.", "~user_-."),
        ("\"quoted\" 'single'", "%22quoted%22%20%27single%27"),
        ("a//b", "a//b"),
        ("/leading", "/leading"),
        ("trailing/", "trailing/"),
        ("./a/../b", "./a/../b"),
        ("a\\b", "a%5Cb"),
        ("a:b@c&d=e;f,g!h$i*(j)[k]", "a%3Ab%40c%26d%3De%3Bf%2Cg%21h%24i%2A%28j%29%5Bk%5D"),
        ("<|>^`{}", "%3C%7C%3E%5E%60%7B%7D"),
        ("视频", "%E8%A7%86%E9%A2%91"),
        ("🎬", "%F0%9F%8E%AC"),
        ("e\u{301}", "e%CC%81"),
        ("\u{E9}", "%C3%A9"),
        ("a\u{0}\n\u{7F}", "a%00%0A%7F"),
    ]

    private static let styles: [(addressing: Addressing, prefix: String)] = [
        (.virtual, "https://videos.s3.example/"), (.path, "https://s3.example/videos/"),
        (.cname, "https://s3.example/"),
    ]

    @Test("a key is percent-encoded once, slashes kept and nothing resolved", arguments: keys, styles)
    func encoded(key: (key: String, path: String), style: (addressing: Addressing, prefix: String)) throws {
        let location = try BucketLocation(
            bucket: "videos", endpoint: "https://s3.example", region: "eu", profile: nil, addressing: style.addressing)
        #expect(location.url(of: key.key) == style.prefix + key.path)
        #expect(location.url(of: key.key).unicodeScalars.allSatisfy { (0x21..<0x7F).contains($0.value) })
    }

    @Test("a key of 1,024 bytes keeps every one of them", arguments: ["k", "é", "视", "🎬"])
    func longest(character: String) throws {
        let size = character.utf8.count
        let key = String(repeating: character, count: 1024 / size) + String(repeating: "k", count: 1024 % size)
        let location = try BucketLocation(
            bucket: "videos", endpoint: "https://s3.example", region: "eu", profile: nil, addressing: .path)
        let path = location.path(of: key)
        #expect(path.hasPrefix("/videos/"))
        let bytes = path.dropFirst("/videos/".count).split(separator: "%", omittingEmptySubsequences: true)
        #expect(size == 1 ? path.utf8.count == 8 + 1024 : bytes.count == 1024 / size * size)
    }

    @Test("two keys never share a URL")
    func distinct() throws {
        let location = try BucketLocation(
            bucket: "videos", endpoint: "https://s3.example", region: "eu", profile: nil, addressing: .path)
        let keys = Self.keys.map(\.key) + ["with+space.mp4", "with%20space.mp4", "a/b", "a%2Fb", "%E8%A7%86%E9%A2%91"]
        #expect(Set(keys.map(location.url)).count == keys.count)
    }
}
