extension CanonicalHeaders {
    /// The fields that OSS signs unasked, and the additional ones; white space within a value stays.
    /// - Parameter additional: names in lower case.
    init(ossHeaders headers: [(String, String)], additional: [String]) {
        self.init(headers, where: { Self.isSignedByOSS($0) || additional.contains($0) }, form: Self.trimmed)
    }

    /// Whether OSS signs a field wherever it is present (Alibaba Cloud OSS, "Include a V4 signature in the header").
    /// - Parameter name: in lower case.
    static func isSignedByOSS(_ name: String) -> Bool {
        name.hasPrefix("x-oss-") || name == "content-type" || name == "content-md5"
    }

    /// White space before and after goes, as every recipient of a field removes it (RFC 9110, 5.5).
    static func trimmed(_ value: String) -> String {
        let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        let rest = value.utf8.drop(while: isSpace)
        guard let last = rest.lastIndex(where: { !isSpace($0) }) else { return "" }
        return String(decoding: rest[...last], as: UTF8.self)
    }
}
