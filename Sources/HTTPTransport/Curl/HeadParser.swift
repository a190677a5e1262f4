/// Builds the final response head from the header lines libcurl hands over one by one.
struct HeadParser {
    enum Step: Equatable {
        case more
        /// An interim head of that status, 1xx, is whole; another follows.
        case interim(Int)
        /// The head is whole.
        case head(HTTPResponseHead)
        /// More header bytes than any service has reason to send.
        case tooLarge
    }

    /// Bound on all header bytes of one exchange.
    static let limit = 256 << 10

    private var status = 0
    private var fields: [(String, String)] = []
    private var bytes = 0
    private var isComplete = false

    /// Takes one line with its line break; lines after the head (trailers) are counted and dropped.
    mutating func consume(_ line: UnsafeRawBufferPointer) -> Step {
        bytes += line.count
        guard bytes <= Self.limit else { return .tooLarge }
        guard !isComplete else { return .more }
        if line.starts(with: "HTTP/".utf8) {
            let text = String(decoding: line, as: UTF8.self)
            status = text.split(separator: " ", maxSplits: 2).dropFirst().first.flatMap { Int($0.prefix(3)) } ?? 0
            fields = []
            return .more
        }
        let content = line[...].trimmed(leading: "", trailing: "\r\n")
        guard content.isEmpty else {
            if let colon = content.firstIndex(of: UInt8(ascii: ":")) {
                let value = content[(colon + 1)...].trimmed(leading: " \t", trailing: " \t")
                fields.append(
                    (String(decoding: content[..<colon], as: UTF8.self), String(decoding: value, as: UTF8.self)))
            }
            return .more
        }
        guard status >= 200 else { return .interim(status) }
        isComplete = true
        return .head(HTTPResponseHead(status: status, headers: HTTPHeaders(fields)))
    }
}

extension Slice<UnsafeRawBufferPointer> {
    /// Without these ASCII characters at its ends.
    fileprivate func trimmed(leading: StaticString, trailing: StaticString) -> Self {
        var rest = drop { leading.contains($0) }
        while let last = rest.last, trailing.contains(last) { rest.removeLast() }
        return rest
    }
}

extension StaticString {
    fileprivate func contains(_ byte: UInt8) -> Bool { withUTF8Buffer { $0.contains(byte) } }
}
