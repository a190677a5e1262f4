/// How OSS reads a `Range` field without `x-oss-range-behavior: standard`: what is malformed or reaches beyond the
/// object, at either end, does not count, and of several ranges the first does (Alibaba Cloud OSS, "Use HTTP Range
/// requests to get OSS resources in segments").
enum ByteRange {
    /// The bytes that are sent with status 206; `nil`: the whole object with status 200.
    static func effective(_ field: String?, size: Int64) -> Range<Int64>? {
        guard let field, field.hasPrefix("bytes=") else { return nil }
        let first = field.dropFirst("bytes=".count).prefix { $0 != "," }
        let ends = first.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard ends.count == 2 else { return nil }
        switch (position(ends[0]), position(ends[1])) {
        case (let from?, let to?): return from <= to && to < size ? from..<to + 1 : nil
        case (let from?, nil) where ends[1].isEmpty: return from < size ? from..<size : nil
        case (nil, let count?) where ends[0].isEmpty: return count > 0 && count <= size ? size - count..<size : nil
        default: return nil
        }
    }

    private static func position(_ text: Substring) -> Int64? {
        text.allSatisfy { ("0"..."9").contains($0) } ? Int64(text) : nil
    }
}
