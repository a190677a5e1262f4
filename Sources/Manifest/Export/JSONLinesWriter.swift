/// One JSON object a line.
public struct JSONLinesWriter: ExportWriter {
    private var buffer: SinkBuffer

    /// - Parameter sink: takes the bytes in pieces; what it throws ends the export.
    public init(to sink: @escaping ByteSink) { buffer = SinkBuffer(sink) }

    /// Appends one entry.
    public mutating func write(_ entry: ExportEntry) throws {
        entry.appendJSON(to: &buffer.bytes)
        buffer.bytes.append(UInt8(ascii: "\n"))
        try buffer.flushIfFull()
    }

    /// Writes what is left.
    public mutating func finish() throws { try buffer.flush() }
}
