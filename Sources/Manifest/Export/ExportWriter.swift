/// Writes export lines in one format to a byte sink, in memory that does not depend on their number.
public protocol ExportWriter {
    /// Appends one entry. Throws what the sink throws.
    mutating func write(_ entry: ExportEntry) throws

    /// Writes what is left, and what ends the format. To be called once, after the last entry, or the end is missing.
    mutating func finish() throws
}

/// Where an export goes: takes the bytes in pieces of some 64 KiB.
public typealias ByteSink = ([UInt8]) throws -> Void
