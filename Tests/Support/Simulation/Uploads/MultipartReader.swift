import Glibc

/// Takes a `multipart/form-data` body apart as it comes (RFC 7578, RFC 2046 5.1.1), with the memory of one piece.
struct MultipartReader: Sendable {
    enum Event: Sendable, Equatable {
        /// A part begins.
        case part(name: String, fileName: String?, contentType: String?)
        /// Bytes of the part that began last.
        case bytes([UInt8])
        /// The form is complete.
        case end
        /// The body is no form.
        case malformed
    }

    private enum State {
        case content, delimiter, headers, ended
    }

    private static let largestHead = 8 << 10
    private let delimiter: [UInt8]
    /// What came and is not told yet. A line end before the first boundary makes that one like the others.
    private var pending = Array("\r\n".utf8)
    private var state = State.content
    private var hasBegun = false

    /// - Parameter contentType: the field `Content-Type`; `nil` comes back if it names no form or no boundary.
    init?(contentType: String?) {
        let parts = (contentType ?? "").split(separator: ";").map { $0.drop { $0 == " " } }
        guard parts.first?.lowercased() == "multipart/form-data",
            let boundary = parts.first(where: { $0.lowercased().hasPrefix("boundary=") })?.dropFirst(9)
        else { return nil }
        delimiter = Array("\r\n--\(boundary.filter { $0 != "\"" })".utf8)
    }

    /// Takes in the next piece of the body.
    mutating func append(_ piece: some Sequence<UInt8>) { pending += piece }

    /// What comes next; `nil`: more of the body is needed.
    mutating func next() -> Event? {
        while true {
            switch state {
            case .content:
                let found = Self.position(of: delimiter, in: pending)
                let bytes = Array(pending[..<(found ?? max(0, pending.count - delimiter.count + 1))])
                pending.removeFirst(bytes.count + (found == nil ? 0 : delimiter.count))
                if found != nil { state = .delimiter }
                // What stands before the first boundary is no part.
                if hasBegun, !bytes.isEmpty { return .bytes(bytes) }
                if found == nil { return nil }
            case .delimiter:
                guard pending.count >= 2 else { return nil }
                let isLast = pending.starts(with: "--".utf8)
                guard isLast || pending.starts(with: "\r\n".utf8) else { return give(.malformed) }
                if isLast { return give(.end) }
                state = .headers
            case .headers:
                // The line end of the boundary is left there, so that a head without fields is found, too.
                guard let end = Self.position(of: Array("\r\n\r\n".utf8), in: pending) else {
                    return pending.count > Self.largestHead ? give(.malformed) : nil
                }
                let head = String(decoding: pending[..<end], as: UTF8.self)
                pending.removeFirst(end + 4)
                state = .content
                hasBegun = true
                return Self.part(head) ?? give(.malformed)
            case .ended:
                pending = []
                return nil
            }
        }
    }

    private mutating func give(_ event: Event) -> Event {
        state = .ended
        return event
    }

    private static func part(_ head: String) -> Event? {
        let fields = head.split(separator: "\r\n").compactMap { line -> (name: String, value: Substring)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return (line[..<colon].lowercased(), line[line.index(after: colon)...].drop { $0 == " " })
        }
        guard let disposition = fields.first(where: { $0.name == "content-disposition" })?.value,
            disposition.hasPrefix("form-data"), let name = parameter("name", of: disposition)
        else { return nil }
        return .part(
            name: name, fileName: parameter("filename", of: disposition),
            contentType: fields.first { $0.name == "content-type" }.map { String($0.value) })
    }

    /// A quoted parameter of `Content-Disposition`.
    private static func parameter(_ name: String, of field: Substring) -> String? {
        guard let start = field.firstRange(of: "; \(name)=\"")?.upperBound,
            let end = field[start...].firstIndex(of: "\"")
        else { return nil }
        return String(field[start..<end])
    }

    /// Where a needle begins; its first byte is looked for by the C library, which is fast without optimization, too.
    private static func position(of needle: [UInt8], in bytes: [UInt8]) -> Int? {
        bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return nil }
            var start = 0
            while start + needle.count <= buffer.count {
                let room = buffer.count - needle.count + 1 - start
                guard let hit = memchr(base + start, CInt(needle[0]), room) else { return nil }
                let position = UnsafeRawPointer(hit) - base
                if memcmp(hit, needle, needle.count) == 0 { return position }
                start = position + 1
            }
            return nil
        }
    }
}
