/// One JSON array, each entry on a line of its own.
public struct JSONArrayWriter: ExportWriter {
    private var buffer: SinkBuffer
    private var isEmpty = true

    /// - Parameter sink: takes the bytes in pieces; what it throws ends the export.
    public init(to sink: @escaping ByteSink) { buffer = SinkBuffer(sink) }

    /// Appends one entry.
    public mutating func write(_ entry: ExportEntry) throws {
        buffer.bytes += (isEmpty ? "[\n" : ",\n").utf8
        isEmpty = false
        entry.appendJSON(to: &buffer.bytes)
        try buffer.flushIfFull()
    }

    /// Closes the array and writes what is left.
    public mutating func finish() throws {
        buffer.bytes += (isEmpty ? "[]\n" : "\n]\n").utf8
        try buffer.flush()
    }
}
