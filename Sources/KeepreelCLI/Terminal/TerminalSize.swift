import Glibc

/// Columns and lines of a terminal.
struct TerminalSize: Equatable {
    var columns: Int
    var rows: Int

    /// Where a terminal does not say.
    static let usual = TerminalSize(columns: 80, rows: 24)

    /// The size at this moment; people resize their windows.
    static func of(_ descriptor: Int32) -> TerminalSize {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return usual }
        return TerminalSize(columns: Int(size.ws_col), rows: Int(size.ws_row))
    }
}
