import Failures
import Glibc

/// Reads lines within a bound: of one that is longer only the fact is kept.
struct InputLines {
    /// A line, or what is left of one that is too long.
    enum Line {
        case whole([UInt8])
        case tooLong

        /// - Throws: `input.line-too-long`, which concerns this line only.
        func text() throws(Failure) -> String {
            switch self {
            case .whole(let bytes): return String(decoding: bytes, as: UTF8.self)
            case .tooLong:
                throw Failure(
                    "input.line-too-long", "the line is longer than \(InputLines.longest >> 20) MiB",
                    remedy: "give one task id, reply or event a line", disposition: .giveUp)
            }
        }
    }

    /// Bytes of a line; replies of Model Studio have up to 1 MiB.
    static let longest = 4 << 20

    private let descriptor: Int32
    private var chunk = [UInt8](repeating: 0, count: 64 << 10)
    private var rest: ArraySlice<UInt8> = []
    private var isAtEnd = false

    init(descriptor: Int32) { self.descriptor = descriptor }

    /// The next line without its end; `nil` behind the last one.
    ///
    /// - Throws: `input.unreadable`.
    mutating func next() throws(Failure) -> Line? {
        var line: [UInt8] = []
        var isTooLong = false
        var hasBegun = false
        while true {
            if rest.isEmpty { try fill() }
            guard !rest.isEmpty else { break }
            hasBegun = true
            let end = Self.lineEnd(in: rest)
            let piece = rest[..<(end ?? rest.endIndex)]
            rest = rest[(end.map { $0 + 1 } ?? rest.endIndex)...]
            if isTooLong || line.count + piece.count > Self.longest {
                isTooLong = true
                line = []
            } else {
                line += piece
            }
            if end != nil { break }
        }
        guard hasBegun else { return nil }
        return isTooLong ? .tooLong : .whole(line)
    }

    /// By the C library, as a debug build takes a second for 20 MB that it looks through by itself.
    private static func lineEnd(in bytes: ArraySlice<UInt8>) -> Int? {
        bytes.withUnsafeBytes { buffer in
            guard let start = buffer.baseAddress, let found = memchr(start, 0x0A, buffer.count) else { return nil }
            return bytes.startIndex + (UnsafeRawPointer(found) - start)
        }
    }

    private mutating func fill() throws(Failure) {
        while !isAtEnd {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw Failure(
                    "input.unreadable", "standard input cannot be read: \(String(cString: strerror(errno)))",
                    remedy: "give it a file or a pipe", disposition: .stop(.usage))
            }
            isAtEnd = count == 0
            rest = chunk[..<count]
            return
        }
    }
}
