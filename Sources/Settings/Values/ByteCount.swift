public import Failures

/// A number of bytes, written as `16MiB`, `1GB` or a plain number.
public struct ByteCount: Sendable, Hashable {
    /// The number itself, never negative.
    public let bytes: Int

    static let expected = "a size such as 16MiB, 1GB or a plain number of bytes"

    private static let units: [(name: String, bytes: Int)] = [
        ("TiB", 1 << 40), ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10),
        ("TB", 1_000_000_000_000), ("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1000), ("B", 1),
    ]

    /// - Parameter bytes: Number of bytes, 0 or more.
    public init(bytes: Int) { self.bytes = bytes }

    /// Reads a whole number with an optional unit: `B`, `kB`, `MB`, `GB`, `TB` (powers of 1000) or `KiB`, `MiB`, `GiB`,
    /// `TiB` (powers of 1024), in any case.
    ///
    /// - Throws: ``Failures/Failure`` `config.value`.
    public init(_ text: String) throws(Failure) {
        do {
            try self.init(parsing: text)
        } catch {
            throw error.failure(about: text, expected: Self.expected)
        }
    }

    init(parsing text: String) throws(ValueMistake) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let suffix = text.dropFirst(digits.count).drop { $0 == " " }.lowercased()
        let unit = suffix.isEmpty ? 1 : Self.units.first { $0.name.lowercased() == suffix }?.bytes
        guard !digits.isEmpty, let unit else {
            let isShort = ["k", "m", "g", "t"].contains(suffix)
            throw ValueMistake(
                "is no size", remedy: isShort ? "write \(digits)\(suffix.uppercased())iB" : nil)
        }
        guard let number = Int(digits), case let (bytes, false) = number.multipliedReportingOverflow(by: unit) else {
            throw ValueMistake("is too large")
        }
        self.bytes = bytes
    }
}

extension ByteCount: Comparable {
    /// Orders by number of bytes.
    public static func < (left: ByteCount, right: ByteCount) -> Bool { left.bytes < right.bytes }
}

extension ByteCount: CustomStringConvertible {
    /// The shortest exact form, e.g. `16MiB`; read back it gives the same number.
    public var description: String {
        let unit = Self.units.first { bytes >= $0.bytes && bytes.isMultiple(of: $0.bytes) }
        guard let unit, unit.bytes > 1 else { return "\(bytes)" }
        return "\(bytes / unit.bytes)\(unit.name)"
    }
}
