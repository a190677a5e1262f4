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
        let text = String(decoding: line, as: UTF8.self)
        if text.hasPrefix("HTTP/") {
            status = text.split(separator: " ", maxSplits: 2).dropFirst().first.flatMap { Int($0.prefix(3)) } ?? 0
            fields = []
            return .more
        }
        let content = text.trimmingLineEnd
        guard content.isEmpty else {
            if let colon = content.firstIndex(of: ":") {
                fields.append((String(content[..<colon]), content[content.index(after: colon)...].trimmingBlanks))
            }
            return .more
        }
        guard status >= 200 else { return .interim(status) }
        isComplete = true
        return .head(HTTPResponseHead(status: status, headers: HTTPHeaders(fields)))
    }
}

extension StringProtocol {
    fileprivate var trimmingLineEnd: String {
        // "\r\n" is one Character.
        var text = self[...]
        while let last = text.last, last == "\n" || last == "\r" || last == "\r\n" { text = text.dropLast() }
        return String(text)
    }

    fileprivate var trimmingBlanks: String {
        let inner = drop { $0 == " " || $0 == "\t" }
        guard let last = inner.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
        return String(inner[...last])
    }
}
