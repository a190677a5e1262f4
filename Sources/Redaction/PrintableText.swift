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
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.isUnprintable ? " " : $0 }))
}
