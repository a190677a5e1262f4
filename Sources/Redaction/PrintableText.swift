extension Unicode.Scalar {
    /// Whether terminals act upon it, or it breaks or turns the line: control characters (also those of Latin-1), format
    /// characters, line and paragraph separators.
    public var isUnprintable: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}

/// A text of others as it may stand on a line that people read: what is not printable becomes a space.
public func printable(_ text: String) -> String {
    // Long listings are ASCII through and through; to look every letter up would be most of their cost.
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map { $0.isUnprintable ? " " : $0 }))
}
