/// Comma-separated values with a header row (RFC 4180), empty where a value is absent.
///
/// A text that begins with `=`, `+`, `-`, `@`, a tab or a line break gets an apostrophe before it, or a spreadsheet
/// would run it as a formula; error messages come from outside
/// (https://owasp.org/www-community/attacks/CSV_Injection). Programs that need every text unchanged read JSON.
public struct CSVWriter: ExportWriter {
    private var buffer: SinkBuffer

    /// - Parameter sink: takes the bytes in pieces; what it throws ends the export.
    public init(to sink: @escaping ByteSink) {
        buffer = SinkBuffer(sink)
        buffer.bytes += ExportColumn.allCases.map(\.rawValue).joined(separator: ",").utf8
        buffer.bytes += "\r\n".utf8
    }

    /// Appends one entry.
    public mutating func write(_ entry: ExportEntry) throws {
        for (position, column) in ExportColumn.allCases.enumerated() {
            if position > 0 { buffer.bytes.append(UInt8(ascii: ",")) }
            let value = entry.value(of: column)
            if case .text(let text) = value {
                Self.append(text, to: &buffer.bytes)
            } else {
                _ = value.appendPlain(to: &buffer.bytes)
            }
        }
        buffer.bytes += "\r\n".utf8
        try buffer.flushIfFull()
    }

    /// Writes what is left.
    public mutating func finish() throws { try buffer.flush() }

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        let quote = UInt8(ascii: "\"")
        let needsQuotes = text.utf8.contains { [quote, UInt8(ascii: ","), 0x0A, 0x0D].contains($0) }
        if needsQuotes { bytes.append(quote) }
        if let first = text.utf8.first, "=+-@\t\r\n".utf8.contains(first) { bytes.append(UInt8(ascii: "'")) }
        for byte in text.utf8 {
            if byte == quote { bytes.append(quote) }
            bytes.append(byte)
        }
        if needsQuotes { bytes.append(quote) }
    }
}
