import Failures

/// The lines of a spool one after the other, a piece of it at a time.
struct SpooledLines {
    private static let pieceSize: Int64 = 64 << 10

    private let spool: Spool
    private var offset: Int64 = 0
    private var piece: ArraySlice<UInt8> = []

    init(of spool: Spool) { self.spool = spool }

    /// The next line without its end; `nil` behind the last one.
    mutating func next() throws(Failure) -> String? {
        while true {
            if let end = piece.firstIndex(of: UInt8(ascii: "\n")) {
                defer { piece = piece[(end + 1)...] }
                return String(decoding: piece[..<end], as: UTF8.self)
            }
            guard offset < spool.size else { return nil }
            let range = offset..<min(offset + Self.pieceSize, spool.size)
            piece += try spool.read(range)
            offset = range.upperBound
        }
    }
}
