/// `Content-Range: bytes first-last/total` of a 206 answer (RFC 9110, 14.4).
struct ContentRange: Equatable {
    var first: Int64
    var last: Int64
    var total: Int64

    /// `nil` for anything but a satisfied byte range of a known whole.
    init?(_ text: String?) {
        guard let text, text.lowercased().hasPrefix("bytes ") else { return nil }
        let parts = text.dropFirst("bytes ".count).split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let total = Int64(parts[1]) else { return nil }
        let ends = parts[0].split(separator: "-", omittingEmptySubsequences: false).map { Int64($0) }
        guard ends.count == 2, let first = ends[0], let last = ends[1], first >= 0, first <= last, last < total else {
            return nil
        }
        (self.first, self.last, self.total) = (first, last, total)
    }
}
