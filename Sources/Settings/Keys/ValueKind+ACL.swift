import Suggestions

extension ValueKind where Value == String {
    /// A canned ACL. A service may have one of its own; what is nearly one of those everybody has is a slip.
    static var cannedACL: Self {
        let word = word("a canned ACL such as public-read", with: "-")
        return ValueKind(word.expected) { (raw, folders) throws(ValueMistake) in
            let text = try word.read(raw, folders)
            guard !cannedACLs.contains(text), let near = nearest(to: text, among: cannedACLs) else { return text }
            throw ValueMistake("is no canned ACL", remedy: "did you mean '\(near)'?")
        }
    }

    /// Of Amazon S3, OSS, and where others have more, of those.
    private static var cannedACLs: [String] {
        [
            "private", "public-read", "public-read-write", "authenticated-read", "aws-exec-read", "bucket-owner-read",
            "bucket-owner-full-control", "log-delivery-write", "default", "inherited", "public-read-delivered",
            "public-read-write-delivered",
        ]
    }
}
