/// Object keys that have tripped signers, and the parts they are made of.
enum NastyKeys {
    /// Parts of a key between slashes.
    static let segments = [
        "", ".", "..", "video.mp4", "a b", "a+b", "100%", "%2F", "ü", "影片", "🎬", "e\u{301}", "~tilde_-.", "a:b;c,d",
        "(1)'!*", "a=b&c", "#frag?x", "\"<>\\^`{|}", "@$", "\t", "tab\u{1}end",
    ]

    /// Whole keys, the long ones of 1,023 and 1,024 bytes, the most that OSS and S3 take.
    static let all = [
        "a b/ c .mp4", " before and after ", "a+b/+.mp4", "100%.mp4", "%41%2f%zz%", "what?uploads&x=y.mp4?", "#/#.mp4",
        "~/a~b.mp4", "'single'/\"double\"/`back`", "影片/第一集 (終).mp4", "🎬🎞️/👩‍👩‍👧.mp4", "e\u{301}/é/ﬁ.mp4", "a//b///c",
        "folder/", "a&b=c;d,e:f@g$h!i*j(k)l[m]", "<>\\^{|}", "\u{202E}rtl\u{200B}", "\u{FF0B}\u{FF05}\u{3000}",
        String(repeating: "k", count: 1023), String(repeating: "影", count: 341),
        String(repeating: "🎬", count: 255) + "mp4", String(repeating: "%+ ~", count: 256),
    ]

    /// A key of up to six parts.
    static func random(using generator: inout some RandomNumberGenerator) -> String {
        generator.picks(0...6, of: segments).joined(separator: "/")
    }
}
