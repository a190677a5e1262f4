import RequestSigning

extension OSSJudgedCase {
    /// A request with everything that has tripped signers: odd keys, names without value, white space, tokens.
    /// - Parameters:
    ///   - key: one to take; `nil` for a random one, or for none.
    ///   - presigned: whether to sign a URL.
    static func random(
        _ version: Version, key: String? = nil, presigned: Bool, using generator: inout some RandomNumberGenerator
    ) -> OSSJudgedCase {
        let scope = generator.pick(scopes)
        let isOfService = version == .v4 && key == nil && Int.random(in: 0..<20, using: &generator) == 0
        var generated = OSSJudgedCase(
            version: version, method: generator.pick(["GET", "PUT", "POST", "HEAD", "DELETE"]),
            host: generator.pick(hosts), bucket: isOfService ? "" : "reel-2024",
            key: isOfService ? "" : key ?? NastyKeys.random(using: &generator),
            query: generator.pairs(0...5, names: queryNames + (version == .v1 ? subresources : []), values: texts),
            headers: unique(generator.pairs(0...8, names: headerNames, values: headerValues)) { $0.lowercased() },
            additionalHeaders: version == .v1 ? [] : generator.picks(0...4, of: additionalNames),
            accessKeyID: generator.pick(["LTAI5tExample", "ak"]),
            secret: generator.pick(["OtxrzxIsfpFjA7SwPzILwy8Bw21TLhquhboDYROV", "sécret ", "s"]),
            token: generator.pick([nil, "token", "CAIS/gF1q6Ft5B2yfSjIr5+//=="]),
            region: scope.region, product: scope.product,
            time: .random(in: 0...4_102_444_800, using: &generator),
            expires: presigned ? .random(in: 1...604_800, using: &generator) : nil)
        // The SDKs hold a URL's query without repeated names, and sign V1 URLs without fields.
        if presigned { generated.query = unique(generated.query) { $0 } }
        if presigned, version == .v1 { generated.headers = [] }
        // OSS takes one value only, while the SDKs sign in its place whatever stands here.
        if presigned { generated.headers.removeAll { $0[0] == "X-Oss-Content-SHA256" } }
        generated.encodedQuery = generated.head.encodedQuery
        return generated
    }

    private static func unique(_ pairs: [[String]], by form: (String) -> String) -> [[String]] {
        var seen: Set<String> = []
        return pairs.filter { seen.insert(form($0[0])).inserted }
    }

    private static let scopes = [
        (region: "cn-hangzhou", product: "oss"), (region: "ap-southeast-1", product: "oss"),
        (region: "cb-f8z7yvzgwfkl9q0h", product: "oss-cloudbox"),
    ]

    private static let hosts = [
        "reel-2024.oss-cn-hangzhou.aliyuncs.com", "reel-2024.oss-cn-hangzhou-internal.aliyuncs.com",
        "videos.example.com", "127.0.0.1:8080",
    ]

    private static let queryNames = [
        "acl", "uploads", "partNumber", "uploadId", "prefix", "max-keys", "response-content-type", "a", "a-b", "a.b",
        "A",
        "ü", "x y", "+param", "|param", "~", "x-oss-process",
    ]

    private static let subresources = [
        "cloudboxes", "group", "resourceGroup", "resourcePoolInfo", "x-oss-ac-source-ip", "x-oss-traffic-limit",
        "lifecycle",
        "continuation-token", "versionId", "callback-var", "ACL", "Uploads", "x-oss-unknown",
    ]

    private static let texts = [
        "", "", "1", "10", "2", "a b", "a+b", "a/b", "ü影🎬", "=", "&", "%41", "video/mp4; x=\"y\"", "~'()*!",
    ]

    private static let headerNames = [
        "Content-Type", "content-md5", "Content-Length", "x-oss-object-acl", "X-OSS-Meta-Task-Id", "x-oss-meta-note",
        "X-OSS-META-NOTE", "x-oss-storage-class", "x-oss-date", "X-Oss-Content-SHA256", "x-oss-", "x-ossify", "Range",
        "If-None-Match", "Cache-Control", "abc", "ZAbc",
    ]

    private static let headerValues = [
        "", "a", "video/mp4", " lead", "trail ", "\tboth\t ", "two  inner   spaces", "tab\t tab", "a,b", "a, b", "  ",
        "\"etag\"", "bytes=0-9", "ü影", "*",
    ]

    private static let additionalNames = [
        "host", "Range", "range", "ABC", "zabc", "if-none-match", "Cache-Control", "content-length", "x-oss-meta-note",
        "content-type", "Content-MD5", "not-there",
    ]
}
